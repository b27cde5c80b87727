/** A Kubernetes object as it is written in YAML. */
export interface KubernetesObject<Version extends string, Kind extends string, Spec> {
  readonly apiVersion: Version;
  readonly kind: Kind;
  readonly metadata: { readonly name: string };
  readonly spec: Spec;
}
