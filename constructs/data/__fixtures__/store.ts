import { Naming } from "../../core/naming";
import { Place } from "../../core/place";
import type { StoreProps } from "../store-props";

/** What a store of a test is told. */
export const store: StoreProps = {
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  clientSecurityGroupId: "sg-nodes",
  dataKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/data",
  logsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs",
  retentionDays: 365,
  protect: true,
};

/** Where a test's alarms go. */
export const topicArn = "arn:aws:sns:eu-central-1:111122223333:pitboss-test-alerts";
