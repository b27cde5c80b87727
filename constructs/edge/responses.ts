import { LeakedCredentialCheck } from "@cdktf/provider-cloudflare/lib/leaked-credential-check";
import { ManagedTransforms } from "@cdktf/provider-cloudflare/lib/managed-transforms";
import { Ruleset } from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct } from "constructs";
import { allOf, below, forHosts } from "./expression";

export interface ResponsesProps {
  readonly zoneId: string;
  /** Paths of files whose names change with their contents: `/assets/`. */
  readonly assetPaths: readonly string[];
  /** The names that serve them, whole. */
  readonly assetHostnames: readonly string[];
}

/** A file whose name has its hash in it never changes. */
const ASSET_SECONDS = 365 * 24 * 3600;

/**
 * What Cloudflare adds to requests and responses, and what it keeps. Cloudflare's own set of security headers is not used: its
 * `X-Frame-Options` would keep games out of the pages of operators, who embed them. Which pages may, the games' own
 * `frame-ancestors` says.
 */
export class Responses extends Construct {
  constructor(scope: Construct, id: string, props: ResponsesProps) {
    super(scope, id);
    const { zoneId } = props;
    const checked = new LeakedCredentialCheck(this, "leaked-credentials", { zoneId, enabled: true });
    new ManagedTransforms(this, "managed-headers", {
      zoneId,
      // The origin reads in `Exposed-Credential-Check` that a password is known to others, and asks for a new one.
      managedRequestHeaders: [{ id: "add_waf_credential_check_status_header", enabled: true }],
      managedResponseHeaders: [{ id: "remove_x-powered-by_header", enabled: true }],
      dependsOn: [checked],
    });
    new Ruleset(this, "headers", {
      zoneId,
      kind: "zone",
      name: "response-headers",
      description: "What every response says",
      phase: "http_response_headers_transform",
      rules: [
        {
          ref: "security-headers",
          description: "No sniffing of types, no path in the referrer",
          expression: "true",
          action: "rewrite",
          enabled: true,
          actionParameters: {
            headers: {
              "X-Content-Type-Options": { operation: "set", value: "nosniff" },
              "Referrer-Policy": { operation: "set", value: "strict-origin-when-cross-origin" },
            },
          },
        },
      ],
    });
    if (props.assetHostnames.length > 0 && props.assetPaths.length > 0) this.keepAssets(props);
  }

  private keepAssets({ zoneId, assetPaths, assetHostnames }: ResponsesProps): void {
    new Ruleset(this, "cache", {
      zoneId,
      kind: "zone",
      name: "cache",
      description: "What is kept near players",
      phase: "http_request_cache_settings",
      rules: [
        {
          ref: "assets",
          description: "Files that never change",
          expression: allOf(forHosts([...assetHostnames].sort()), below(assetPaths)),
          action: "set_cache_settings",
          enabled: true,
          actionParameters: {
            cache: true,
            edgeTtl: {
              mode: "override_origin",
              default: ASSET_SECONDS,
              // An error is not the file: it may be there the next minute.
              statusCodeTtl: [{ statusCodeRange: { from: 400, to: 599 }, value: 0 }],
            },
            // Cloudflare would write a time of its own on errors too, and a browser keep a 404 for as long: the origin says how long.
            browserTtl: { mode: "respect_origin" },
          },
        },
      ],
    });
  }
}
