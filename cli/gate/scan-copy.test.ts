import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackWithQueue } from "../../tests/gate";
import { readableByCheckov, writeScanCopies } from "./scan-copy";

describe("the copy of a stack that Checkov reads", () => {
  const { document } = stackWithQueue("dev-data");

  it("lacks what Checkov cannot read, and nothing else", () => {
    const copy = readableByCheckov({
      ...document,
      import: [{ id: "q-1", to: "aws_sqs_queue.queue_1" }],
      moved: [{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.queue_1" }],
      removed: [{ from: "aws_sqs_queue.gone" }],
      terraform: { backend: { s3: { bucket: "state" } }, required_version: ">= 1.10" },
    });
    expect(copy).toEqual({ ...document, terraform: { backend: { s3: { bucket: "state" } } } });
  });

  it("is the whole stack when there is nothing to leave out", () => {
    expect(readableByCheckov(document)).toEqual(document);
  });

  it("lies alone in its folder: nothing of an earlier scan is scanned again", () => {
    const folder = mkdtempSync(join(tmpdir(), "pitboss-scan-copy-"));
    try {
      mkdirSync(join(folder, "old-data"));
      writeFileSync(join(folder, "old-data", "cdk.tf.json"), "{}");
      writeScanCopies(folder, [stackWithQueue("dev-data")]);
      expect(readdirSync(folder)).toEqual(["dev-data"]);
      expect(JSON.parse(readFileSync(join(folder, "dev-data", "cdk.tf.json"), "utf8"))).toEqual(document);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
