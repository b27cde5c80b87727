import { recordOf, reportOn, stackWithQueue, suppressionOf } from "../../tests/gate";
import { auditOf } from "./audit";

describe("the audit table", () => {
  it("says of each accepted finding why, by whom and until when", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data")])];
    const lines = auditOf(reportOn({ stacks, records: [recordOf("dev-data")] })).split("\n");
    expect(lines).toContain(
      "As of 2026-11-21: 1. From the day after its last one, a suppression fails the gate.",
    );
    expect(lines).toContain(
      "| CKV_AWS_27: Ensure all data stored in the SQS queue is encrypted | HIGH | `dev-data/queue` | `aws_sqs_queue.queue_1` | the queue only carries what is public | platform | 2026-12-31 | 40 |",
    );
  });

  it("shows what has expired", () => {
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", { expires: "2026-11-18" })])];
    expect(auditOf(reportOn({ stacks, records: [recordOf("dev-data")] }))).toContain("expired 3 days ago");
  });

  it("keeps a reason in its cell, whatever is written in it", () => {
    const reason = "public | by design,\nsee the decision";
    const stacks = [stackWithQueue("dev-data", [suppressionOf("dev-data", { reason })])];
    expect(auditOf(reportOn({ stacks, records: [recordOf("dev-data")] }))).toContain(
      "| public \\| by design, see the decision |",
    );
  });

  it("has no table when nothing is accepted", () => {
    expect(
      auditOf(reportOn({ stacks: [stackWithQueue("dev-data")], records: [recordOf("dev-data")] })),
    ).not.toContain("|");
  });
});
