import { z } from "zod";
import { distinct, words } from "./fields";

/** What Cloudflare calls an account or a zone: no secret, and of no use without a token. */
const cloudflareId = z.string().regex(/^[0-9a-f]{32}$/, "expected 32 hexadecimal digits");

/** One label of a name. Deeper names have no certificate: Cloudflare's own covers the zone and one label below it. */
const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "expected one label of lower case, such as play");
const network = z.string();
const path = z.string().regex(/^\/[^\s"\\]*$/, "expected a path such as /sessions/launch");
const country = z.string().regex(/^[A-Z]{2}$/, "expected a country as ISO 3166-1 alpha-2 has it, such as MT");

const record = z.strictObject({
  type: z.enum(["A", "AAAA", "CNAME", "TXT"]),
  /** The label below the zone, or `@` for the zone itself. */
  name: z.union([z.literal("@"), z.string().regex(/^[a-z0-9_*]([a-z0-9_.-]*[a-z0-9])?$/)]),
  content: z.string().regex(/^[^"\\\n]{1,255}$/, "expected up to 255 characters, without quotes"),
  /**
   * Whether it goes through Cloudflare, which hides what it points to.
   * @default - true for all but TXT
   */
  proxied: z.boolean().optional(),
});

const rateLimit = z.strictObject({
  /** The hosts that it holds for, by their labels. */
  hosts: distinct(label),
  /** What it holds for: every path that starts so. */
  paths: distinct(path),
  /** How many requests of one address pass in a period. */
  requests: z.int().min(1),
  periodSeconds: z.int(),
  /** How long whoever asked more often is kept out, in seconds. */
  timeoutSeconds: z.int(),
});

/** The zone of an environment at Cloudflare, and who reaches what through it. */
export const edgeSchema = z.strictObject({
  accountId: cloudflareId,
  /** The zone, which is the environment's alone. */
  zone: z.strictObject({
    id: cloudflareId,
    name: z
      .string()
      .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "expected a domain such as pitboss.example"),
  }),
  /** What is paid for; what it does not offer is refused. */
  plan: z.enum(["pro", "business", "enterprise"]),
  /**
   * The names that are served, by their label below the zone, and whom each is for: players' browsers, operators' servers, or
   * staff.
   */
  hosts: z
    .record(label, z.enum(["players", "operators", "staff"]))
    .refine((hosts) => Object.keys(hosts).length > 0, "expected at least one name"),
  /** Where cloudflared hands requests to, within the cluster, and the name on the certificate there. */
  origin: z.strictObject({
    service: z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, "expected an https URL without a path"),
    serverName: z.string(),
  }),
  /** Whether attacks are kept out, or noted down. */
  firewall: z.enum(["block", "log"]),
  /** The oldest TLS that a client may speak. */
  minimumTls: z.enum(["1.2", "1.3"]),
  /** How long browsers remember that the zone speaks no plain HTTP, in days; it cannot be taken back before. */
  strictTransportDays: z.int().min(1).max(730),
  /** Where players may be: what the licences cover. */
  playerCountries: distinct(country),
  /** The networks that staff come from. */
  staffNetworks: distinct(network),
  /**
   * The networks that operators' servers call from.
   * @default anywhere: their requests are signed
   */
  operatorNetworks: distinct(network).optional(),
  /** Paths that are for staff alone, whatever the name. */
  closedPaths: distinct(path),
  /** Files whose names change with their contents, so that Cloudflare may keep them. */
  assets: z.strictObject({ hosts: distinct(label), paths: distinct(path) }),
  /** Rate limits by name. */
  rateLimits: z.record(words, rateLimit),
  /**
   * Records beside those of the hosts, by what they are for.
   * @default none
   */
  records: z.record(words, record).optional(),
});

/** An environment's edge. */
export type EdgeData = Readonly<z.output<typeof edgeSchema>>;
