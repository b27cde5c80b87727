import type { Statement } from "../core/policy-document";
import type { DeployPermissionsProps } from "./deploy-permissions";

/**
 * Makes the observability layer beside its buckets and roles: alarms, dashboards, and metrics out of logs. The alarms of the
 * foundation have names like these; the boundary of GitHub's roles keeps them out of reach.
 */
export function deployObservability({ place }: DeployPermissionsProps): Statement[] {
  const { prefix, cluster } = place.naming;
  return [
    {
      Sid: "MakeAlarms",
      Effect: "Allow",
      Action: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutCompositeAlarm",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ],
      Resource: place.arn("cloudwatch", `alarm:${prefix}-*`),
    },
    {
      // A dashboard belongs to the account and to no region.
      Sid: "MakeDashboards",
      Effect: "Allow",
      Action: ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
      Resource: `arn:aws:cloudwatch::${place.account}:dashboard/${prefix}-*`,
    },
    {
      Sid: "CountInLogs",
      Effect: "Allow",
      Action: ["logs:DeleteMetricFilter", "logs:PutMetricFilter"],
      Resource: [`/aws/eks/${cluster}/*`, `/${prefix}/*`].map((group) =>
        place.arn("logs", `log-group:${group}`),
      ),
    },
  ];
}
