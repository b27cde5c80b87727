import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { TerraformStack } from "../constructs/core/cdktf";
import { type SynthesizedStack, synthesizeApp } from "./synthesize";

/** Synthesizes constructs in a stack of their own, with a Cloudflare provider. */
export function synthesizeEdge(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stacks = synthesizeApp((app) => {
    const stack = new TerraformStack(app, "test");
    new CloudflareProvider(stack, "cloudflare", {});
    build(stack);
  });
  return stacks.get("test")!;
}
