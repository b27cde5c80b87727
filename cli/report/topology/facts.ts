/** The facts that hold, in their order. */
export function factsOf(...facts: readonly (string | false | undefined)[]): readonly string[] {
  return facts.filter((fact) => typeof fact === "string").filter((fact) => fact !== "");
}

/** The texts, each once, as one: `a, b and 2 more`. */
export function listed(texts: readonly (string | undefined)[], most = 3): string {
  const all = [...new Set(texts.filter((text) => text !== undefined))];
  if (all.length <= most) return all.join(", ");
  return `${all.slice(0, most).join(", ")} and ${all.length - most} more`;
}
