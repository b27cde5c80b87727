import type { Place } from "../core/place";

/** What every store is told: where it stands, who reaches it, what encrypts it, and whether it may go. */
export interface StoreProps {
  readonly place: Place;
  readonly vpcId: string;
  /** The subnets of the store's nodes, one in each zone; nothing there reaches the internet. */
  readonly subnetIds: readonly string[];
  /** Who may connect: the security group of the cluster's nodes, which pods share. */
  readonly clientSecurityGroupId: string;
  /** The key that encrypts what the store holds. */
  readonly dataKeyArn: string;
  /** The key that encrypts the store's log groups. */
  readonly logsKeyArn: string;
  /** How long the store's logs are kept, in days. */
  readonly retentionDays: number;
  /** Whether Terraform and AWS refuse to delete the store, and a last snapshot is taken should it go all the same. */
  readonly protect: boolean;
}
