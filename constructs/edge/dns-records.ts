import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import { Construct } from "constructs";

/** Cloudflare's word for "as long as you see fit", and the only one for what is proxied. */
const AUTOMATIC_TTL = 1;

/** The authorities that Cloudflare orders certificates of: https://developers.cloudflare.com/ssl/reference/certificate-authorities/ */
const CERTIFICATE_AUTHORITIES = {
  "lets-encrypt": "letsencrypt.org",
  google: "pki.goog; cansignhttpexchanges=yes",
  ssl: "ssl.com",
} as const;

/** A record beside those of the names that are served. */
export interface ExtraRecord {
  readonly type: "A" | "AAAA" | "CNAME" | "TXT";
  /** The whole name: `status.pitboss.example`. */
  readonly name: string;
  readonly content: string;
  /**
   * Whether it goes through Cloudflare, which hides what it points to.
   * @default - true for what can, which TXT cannot
   */
  readonly proxied?: boolean;
}

export interface DnsRecordsProps {
  readonly zoneId: string;
  readonly zoneName: string;
  /** The names that are served, whole: `play.pitboss.example`. */
  readonly hostnames: readonly string[];
  /** The name that they all stand for: that of the tunnel. */
  readonly target: string;
  /** Further records, by what they are for, which is their identity: `search-console`. */
  readonly extra: Readonly<Record<string, ExtraRecord>>;
  /** Who hears of certificates that were asked for against the rules, and of mail sent in the zone's name. */
  readonly contact: string;
}

/**
 * A zone's records. Every name that is served goes through Cloudflare, so no address of ours is ever told. Beside them stand
 * those by which the zone says what it does not do: send mail, and have certificates from anybody but Cloudflare's authorities.
 */
export class DnsRecords extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DnsRecordsProps,
  ) {
    super(scope, id);
    this.serve();
    this.addExtra();
    this.limitCertificates();
    this.sendNoMail();
  }

  private serve(): void {
    const { zoneId, zoneName, hostnames, target } = this.props;
    for (const hostname of hostnames) {
      new DnsRecord(this, `host-${labelOf(hostname, zoneName)}`, {
        zoneId,
        name: hostname,
        type: "CNAME",
        content: target,
        proxied: true,
        ttl: AUTOMATIC_TTL,
        comment: "Pitboss, edge: served through the tunnel",
      });
    }
  }

  private addExtra(): void {
    for (const [purpose, { type, name, content, proxied }] of Object.entries(this.props.extra)) {
      new DnsRecord(this, `extra-${purpose}`, {
        zoneId: this.props.zoneId,
        name,
        type,
        content: type === "TXT" ? quoted(content) : content,
        ...(type !== "TXT" && { proxied: proxied ?? true }),
        ttl: AUTOMATIC_TTL,
        comment: `Pitboss, edge: ${purpose}`,
      });
    }
  }

  private limitCertificates(): void {
    for (const [authority, value] of Object.entries(CERTIFICATE_AUTHORITIES)) {
      this.caa(`issue-${authority}`, "issue", value);
      this.caa(`issuewild-${authority}`, "issuewild", value);
    }
    this.caa("iodef", "iodef", `mailto:${this.props.contact}`);
  }

  private caa(id: string, tag: string, value: string): void {
    const record = new DnsRecord(this, `caa-${id}`, {
      zoneId: this.props.zoneId,
      name: this.props.zoneName,
      type: "CAA",
      ttl: AUTOMATIC_TTL,
      data: { tag, value },
      comment: "Pitboss, edge: who may sign certificates of the zone",
    });
    // The bindings take an object where the flags of a CAA record are a number.
    record.addOverride("data.flags", 0);
  }

  private sendNoMail(): void {
    const { zoneName, contact } = this.props;
    this.text("spf", zoneName, "v=spf1 -all");
    this.text(
      "dmarc",
      `_dmarc.${zoneName}`,
      `v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s; rua=mailto:${contact}`,
    );
    this.text("dkim", `*._domainkey.${zoneName}`, "v=DKIM1; p=");
  }

  private text(id: string, name: string, value: string): void {
    new DnsRecord(this, id, {
      zoneId: this.props.zoneId,
      name,
      type: "TXT",
      content: quoted(value),
      ttl: AUTOMATIC_TTL,
      comment: "Pitboss, edge: the zone sends no mail",
    });
  }
}

/** Cloudflare keeps the quotes of a TXT record; without them each plan sees a change. */
function quoted(value: string): string {
  return `"${value}"`;
}

/** What tells a name from the others of its zone; the zone's own is `apex`. */
function labelOf(hostname: string, zoneName: string): string {
  return hostname === zoneName ? "apex" : hostname.slice(0, -(zoneName.length + 1));
}
