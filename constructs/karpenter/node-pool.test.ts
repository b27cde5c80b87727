import { BUILD_MILLISECONDS, GoTools } from "../../tests/go-tools";
import { nodePool, type NodePoolProps } from "./node-pool";

const general: NodePoolProps = {
  name: "general-arm64",
  nodeClass: "default",
  architecture: "arm64",
  capacityTypes: ["spot", "on-demand"],
  families: ["c7g", "m7g", "r7g"],
  sizes: ["large", "xlarge"],
  minimumFamilies: 2,
  limits: { nodes: 600, cpu: 16000, memoryGi: 64000 },
  weight: 50,
  cni: "vpc-cni",
  disruption: {
    consolidate: "WhenEmptyOrUnderutilized",
    after: "5m",
    budgets: [
      { nodes: "20%", reasons: ["Empty"] },
      { nodes: "0", reasons: ["Drifted"], schedule: "0 15 * * *", duration: "9h" },
    ],
  },
  expireAfter: "720h",
  terminationGracePeriod: "1h",
};

describe("a node pool", () => {
  let tools: GoTools;
  beforeAll(() => {
    tools = GoTools.install();
  }, BUILD_MILLISECONDS);

  const problems = (props: Partial<NodePoolProps>) => tools.admit([nodePool({ ...general, ...props })])[0];

  it("is what Karpenter's NodePool means by it", () => {
    expect(nodePool(general)).toEqual({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "general-arm64" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "default" },
            requirements: [
              { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
              { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
              {
                key: "karpenter.k8s.aws/instance-family",
                operator: "In",
                values: ["c7g", "m7g", "r7g"],
                minValues: 2,
              },
              { key: "karpenter.k8s.aws/instance-size", operator: "In", values: ["large", "xlarge"] },
            ],
            startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }],
            expireAfter: "720h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "5m",
          budgets: general.disruption.budgets,
        },
        limits: { cpu: "16000", memory: "64000Gi", nodes: "600" },
        weight: 50,
      },
    });
  });

  it("is admitted by the API server of a cluster that has Karpenter's definitions", () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({
        labels: { "pitboss.gaming/workload": "brokers" },
        taints: [{ key: "pitboss.gaming/workload", value: "brokers", effect: "NoSchedule" }],
        cni: "cilium",
      }),
    ).toEqual([]);
  });

  it("waits for Cilium's agent where Cilium gives pods their addresses", () => {
    expect(nodePool({ ...general, cni: "cilium" }).spec.template.spec.startupTaints).toEqual([
      { key: "node.cilium.io/agent-not-ready", value: "true", effect: "NoExecute" },
      { key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" },
    ]);
  });

  it("has limits that fit, as text", () => {
    for (const limit of Object.values(nodePool(general).spec.limits)) expect(typeof limit).toBe("string");
  });

  // Karpenter's own definitions refuse these: the schema and the rules in CEL both speak.
  it.each<[string, Partial<NodePoolProps>, string]>([
    ["a weight of 101", { weight: 101 }, "should be less than or equal to 100"],
    [
      "more families asked for than given",
      { minimumFamilies: 4 },
      "'minValues' must have at least that many values",
    ],
    ["a label of Karpenter's own", { labels: { "karpenter.sh/nodepool": "x" } }, "is restricted"],
    ["no family at all", { families: [] }, "must have a value defined"],
    ["an age that is no duration", { expireAfter: "30 days" }, "expireAfter"],
    [
      "a schedule without a duration",
      { disruption: { ...general.disruption, budgets: [{ nodes: "0", schedule: "0 15 * * *" }] } },
      "'schedule' must be set with 'duration'",
    ],
    ["a budget of 101 %", { disruption: { ...general.disruption, budgets: [{ nodes: "101%" }] } }, "nodes"],
  ])("is refused there with %s", (_, props, problem) => {
    expect(problems(props)?.join("\n")).toContain(problem);
  });
});
