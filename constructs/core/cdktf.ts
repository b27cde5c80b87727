import * as stackTrace from "cdktf/lib/tokens/private/stack-trace";

/**
 * The one file that names the CDKTF package. `cdktf` is archived upstream and `cdktn` continues it with the same symbols
 * and logical ids: moving is this file, the `@cdktf/` prefix of provider imports, and `package.json` (docs/decisions.md).
 */
export {
  App,
  DataTerraformRemoteStateS3,
  Fn,
  Lazy,
  S3Backend,
  TerraformAsset,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
export type { ITerraformDependable } from "cdktf";

// Each of its tokens would keep the whole stack trace of its making, for a message that names it; a quarter of a synth goes into
// that. Problems of ours name the construct's path.
Object.assign(stackTrace, { captureStackTrace: () => [] });
