import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { synthesize } from "../../tests/synthesize";
import { terraformLiteral } from "./terraform-literal";

describe("a text for Terraform", () => {
  it("keeps a shell's variables and a template's directives from Terraform", () => {
    expect(terraformLiteral('echo "${HOME}" %{if} $HOME 100% {}')).toBe(
      'echo "$${HOME}" %%{if} $HOME 100% {}',
    );
  });

  it("keeps references to resources", () => {
    const stack = synthesize((scope) => {
      const queue = new SqsQueue(scope, "queue");
      new SsmParameter(scope, "text", {
        name: "text",
        type: "String",
        value: terraformLiteral(`at ${queue.url} for \${USER}`),
      });
    });
    expect(stack.only("aws_ssm_parameter").value).toBe("at ${aws_sqs_queue.queue.url} for $${USER}");
  });

  it.each(["a $${HOME}", "a %%{if}"])("is not escaped twice: %s", (text) => {
    expect(() => terraformLiteral(text)).toThrow("which is escaped for Terraform");
  });
});
