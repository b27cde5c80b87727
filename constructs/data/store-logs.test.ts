import { synthesize } from "../../tests/synthesize";
import { StoreLogs } from "./store-logs";

describe("the log groups of a store", () => {
  it("are encrypted with the key of logs and kept for as long as told", () => {
    const stack = synthesize((scope) => {
      new StoreLogs(scope, "logs", {
        logsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/logs",
        retentionDays: 365,
        names: { audit: "/aws/docdb/x/audit", profiler: "/aws/docdb/x/profiler" },
      });
    });
    const kept = { kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/logs", retention_in_days: 365 };
    expect(Object.values(stack.resources("aws_cloudwatch_log_group"))).toMatchObject([
      { name: "/aws/docdb/x/audit", ...kept },
      { name: "/aws/docdb/x/profiler", ...kept },
    ]);
  });
});
