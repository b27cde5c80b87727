import type { Construct } from "constructs";
import { Suppressions } from "../core/suppressions";

/** Accepts that what stands at or below `scope` can be deleted: in an environment that is made to be. */
export function suppressUnprotected(scope: Construct): void {
  Suppressions.add(scope, {
    check: "CKV2_PB_REL08",
    reason:
      "the environment is meant to be torn down and made again; its chain is a rehearsal that nobody else reads",
    owner: "platform",
    expires: "2027-05-31",
  });
}
