import { isInStandardSupport, kubernetesVersionProblem } from "../../constructs/core/version-catalogue";
import type { Stack } from "../synthesis/stacks";
import type { Problem } from "./report";

/**
 * The clusters of a stack whose Kubernetes has left standard support. Synth has no clock and judges by the day that the
 * version catalogue was reviewed; the gate knows what day it is.
 */
export function unsupportedIn({ name, document }: Stack, today: string): readonly Problem[] {
  return Object.values(document.resource.aws_eks_cluster ?? {}).flatMap(({ version }): Problem[] => {
    if (typeof version !== "string" || isInStandardSupport(version, today)) return [];
    const problem =
      kubernetesVersionProblem(version, today) ?? `Kubernetes ${version} has left standard support`;
    return [{ kind: "unsupported", stack: name, message: `${name}: ${problem}` }];
  });
}
