import type { Place } from "../core/place";

/**
 * The IAM path of what the foundation owns. The roles that deploy the other layers may touch nothing under it, which no
 * convention of names could say as surely: a name's prefix is shared with what they do own.
 */
export const FOUNDATION_PATH = "/foundation/";

/** The ARNs of every role or policy of the foundation. */
export function foundationArns(place: Place, kind: "role" | "policy"): string {
  return place.iamArn(`${kind}${FOUNDATION_PATH}*`);
}
