import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Construct } from "constructs";
import { PodRole } from "../cluster/pod-role";
import type { Place } from "../core/place";
import type { Statement } from "../core/policy-document";
import { bucketStatements } from "./bucket-statements";
import { snapshotStatements } from "./snapshot-statements";
import {
  GRAFANA,
  TELEMETRY_WRITERS,
  type BucketAccess,
  type TelemetryBucketName,
  type TelemetryWriter,
} from "./telemetry-writers";

export interface TelemetryIdentitiesProps {
  readonly place: Place;
  /** The cluster that the pods run in. */
  readonly clusterName: string;
  /** The buckets by what they are for. */
  readonly bucketNames: Readonly<Record<TelemetryBucketName, string>>;
  readonly telemetryKeyArn: string;
  readonly backupsKeyArn: string;
}

/** The roles that telemetry's pods take by EKS Pod Identity: each its own, for its own buckets. */
export class TelemetryIdentities extends Construct {
  /** The roles' ARNs, by what they are for. */
  readonly roleArns: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TelemetryIdentitiesProps,
  ) {
    super(scope, id);
    const writers = Object.entries(TELEMETRY_WRITERS).map(
      ([name, writer]) => [name, this.role(name, writer, this.statementsOf(writer))] as const,
    );
    this.roleArns = Object.fromEntries([
      ...writers,
      ["grafana", this.role("grafana", GRAFANA, readMetrics(props.place.region))],
    ]);
  }

  private role(
    name: string,
    { namespace, serviceAccount }: Pick<TelemetryWriter, "namespace" | "serviceAccount">,
    statements: readonly Statement[],
  ): string {
    const { place, clusterName } = this.props;
    const role = new PodRole(this, name, {
      name: place.naming.role(name),
      pods: { clusterArn: place.clusterArn(place.naming.cluster), namespace, serviceAccount },
      statements,
    });
    new EksPodIdentityAssociation(this, `${name}-association`, {
      clusterName,
      namespace,
      serviceAccount,
      roleArn: role.arn,
      dependsOn: [...role.permissions],
    });
    return role.arn;
  }

  private statementsOf({ buckets }: TelemetryWriter): Statement[] {
    const { place, bucketNames, telemetryKeyArn, backupsKeyArn } = this.props;
    const uses = (Object.entries(buckets) as [TelemetryBucketName, BucketAccess][]).map(([name, access]) => ({
      bucketName: bucketNames[name],
      access,
    }));
    const backsUp = "velero" in buckets;
    return [
      ...bucketStatements(uses, backsUp ? backupsKeyArn : telemetryKeyArn, place.region),
      ...(backsUp ? snapshotStatements(place) : []),
    ];
  }
}

/** What Grafana's CloudWatch data source asks for its metrics; CloudWatch knows no narrower resource than all of them. */
function readMetrics(region: string): Statement[] {
  return [
    {
      Sid: "ReadMetrics",
      Effect: "Allow",
      Action: [
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DescribeAlarmsForMetric",
        "cloudwatch:GetMetricData",
        "cloudwatch:ListMetrics",
        "tag:GetResources",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}
