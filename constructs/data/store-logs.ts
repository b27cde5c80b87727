import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { StoreProps } from "./store-props";

export interface StoreLogsProps extends Pick<StoreProps, "logsKeyArn" | "retentionDays"> {
  /** The log groups by what they hold: `{ audit: "/aws/docdb/pitboss-dev-documents/audit" }`. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * The log groups of a store. AWS would make those of RDS and DocumentDB by itself, without a key and kept for ever: the store
 * waits for these.
 */
export class StoreLogs extends Construct {
  readonly groups: readonly CloudwatchLogGroup[];

  constructor(scope: Construct, id: string, props: StoreLogsProps) {
    super(scope, id);
    this.groups = Object.entries(props.names).map(
      ([kind, name]) =>
        new CloudwatchLogGroup(this, kind, {
          name,
          kmsKeyId: props.logsKeyArn,
          retentionInDays: props.retentionDays,
        }),
    );
  }
}
