import { decide } from "../../../tests/iam-decision";
import { Naming } from "../../core/naming";
import { Place } from "../../core/place";
import type { Statement } from "../../core/policy-document";
import type { DeployPermissionsProps } from "../deploy-permissions";

/** The environment `test`, in which the deployer works. */
export const place = new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1");

/** What the permissions are made of there. */
export const permissions: DeployPermissionsProps = {
  place,
  workloadBoundaryArn: place.iamArn("policy/foundation/pitboss-test-workload-boundary"),
  clusterKeyArn: place.arn("kms", "key/cluster"),
  dataKeyArn: place.arn("kms", "key/data"),
  backupsKeyArn: place.arn("kms", "key/backups"),
};

/** What every call in the region carries. */
export const here: Readonly<Record<string, string>> = { "aws:RequestedRegion": place.region };

/** Says what statements decide of a call. */
export function decider(statements: readonly Statement[]) {
  return (action: string, resource = "*", context: Readonly<Record<string, string>> = here) =>
    decide(statements, { action, resource, context });
}
