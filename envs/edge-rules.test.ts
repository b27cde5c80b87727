import type { Candidate } from "./cross-rules";
import { zonesAreApart } from "./edge-rules";
import { edgeSchema } from "./edge-schema";
import type { EnvironmentData } from "./environment";
import { EnvironmentError } from "./problem";
import { prod } from "./prod";
import { staging } from "./staging";
import { validateEnvironments } from "./validate";

type Edge = NonNullable<EnvironmentData["edge"]>;

/** What is wrong with an environment's edge, with some of it changed: paths within it, and messages. */
function problemsWith(changed: Partial<Edge>, environment: EnvironmentData = prod): string[][] {
  return problemsOf({ ...environment, edge: { ...environment.edge!, ...changed } });
}

function problemsOf(environment: EnvironmentData): string[][] {
  try {
    validateEnvironments({ "envs/x.ts": environment });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems
      .filter(({ path }) => path.startsWith("edge"))
      .map(({ path, message }) => [path.replace("edge.", ""), message]);
  }
  return [];
}

const limit = { hosts: ["play"], paths: ["/bets"], requests: 10, periodSeconds: 10, timeoutSeconds: 10 };
const limits = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`limit-${index}`, limit]));

describe("an environment's edge", () => {
  it("holds as it stands, and can be left off", () => {
    expect(problemsWith({})).toEqual([]);
    expect(problemsOf({ ...prod, edge: undefined })).toEqual([]);
  });

  it.each([
    ["pro", 2],
    ["business", 5],
    ["enterprise", 100],
  ] as const)("has as many rate limits as the plan %s offers, %d", (plan, offered) => {
    expect(problemsWith({ plan, rateLimits: limits(offered) })).toEqual([]);
    expect(problemsWith({ plan, rateLimits: limits(offered + 1) })).toEqual([
      ["rateLimits", `got ${offered + 1} rate limits, expected at most the ${offered} of the plan "${plan}"`],
    ]);
  });

  it("counts and keeps out for times that the plan knows", () => {
    const with1 = (changed: object) =>
      problemsWith({ plan: "pro", rateLimits: { one: { ...limit, ...changed } } });
    expect(with1({ periodSeconds: 60, timeoutSeconds: 3600 })).toEqual([]);
    expect(with1({ periodSeconds: 90, timeoutSeconds: 90 })[0]).toEqual([
      "rateLimits.one.periodSeconds",
      'got 90 s, expected one that the plan "pro" knows: 10, 15, 20, 30, 40, 45, 60',
    ]);
    expect(with1({ timeoutSeconds: 86_400 })).toHaveLength(1);
    expect(with1({ periodSeconds: 50, timeoutSeconds: 60 })).toHaveLength(1);
    expect(with1({ periodSeconds: 60, timeoutSeconds: 30 })).toEqual([
      ["rateLimits.one.timeoutSeconds", "got 30 s, expected at least the period of 60 s"],
    ]);
  });

  it("limits and caches for hosts that it has", () => {
    expect(
      problemsWith({
        rateLimits: { one: { ...limit, hosts: ["play", "pley"] } },
        assets: { hosts: ["static"], paths: ["/assets/"] },
      }),
    ).toEqual([
      [
        "rateLimits.one.hosts.1",
        'got "pley", expected one of the hosts: play, games, api, cms, grafana, argocd',
      ],
      ["assets.hosts.0", 'got "static", expected one of the hosts: play, games, api, cms, grafana, argocd'],
    ]);
  });

  it("has Argo CD's name, for staff", () => {
    const hosts = { ...prod.edge!.hosts, argocd: "players" } as const;
    const problem = [
      "hosts",
      "got cms, grafana of pitboss.example for staff, expected argocd.pitboss.example among them: Argo CD's name",
    ];
    expect(problemsWith({ hosts })).toEqual([problem]);
    expect(problemsOf({ ...prod, gitops: { ...prod.gitops, host: "cd.pitboss.example" } })).toHaveLength(1);
  });

  it.each([
    ["0.0.0.0/0", "expected a network of /16 or narrower"],
    ["203.0.0.0/15", "expected a network of /16 or narrower"],
    ["10.1.0.0/16", "these are on no internet"],
    ["100.127.0.0/24", "these are on no internet"],
    ["203.0.113.1/28", "not the start of a range"],
    ["office", "not an IPv4 range"],
  ])("lets in no staff and no operator from %s", (network, message) => {
    for (const field of ["staffNetworks", "operatorNetworks"]) {
      expect(problemsWith({ [field]: ["198.51.100.0/24", network] })).toEqual([
        [`${field}.1`, expect.stringContaining(message)],
      ]);
    }
  });

  it("points nowhere that is on no internet", () => {
    const office = { type: "A", name: "office", content: "10.0.0.7" } as const;
    expect(problemsWith({ records: { office } })).toEqual([
      [
        "records.office.content",
        "got 10.0.0.7, expected an address on the internet: nobody outside reaches this one",
      ],
    ]);
    expect(problemsWith({ records: { office: { ...office, content: "somewhere" } } })).toHaveLength(1);
    expect(problemsWith({ records: { office: { ...office, content: "203.0.113.7" } } })).toEqual([]);
  });

  it("gives no name twice where DNS has it once", () => {
    const status = { type: "CNAME", name: "status", content: "status.example" } as const;
    expect(problemsWith({ records: { status: { ...status, name: "play" } } })).toEqual([
      ["records.status.name", 'got "play", which is one of the hosts already'],
    ]);
    const note = { type: "TXT", name: "status", content: "note" } as const;
    expect(problemsWith({ records: { status, note } })).toEqual([
      ["records.note.name", 'got "status" as in status; a name with a CNAME has nothing else'],
    ]);
    expect(problemsWith({ records: { note, second: { ...note, content: "other" } } })).toEqual([]);
  });

  it("sends no text through Cloudflare", () => {
    const note = { type: "TXT", name: "@", content: "note", proxied: true } as const;
    expect(problemsWith({ records: { note } })).toEqual([
      ["records.note.proxied", "got true for a TXT record, expected none"],
    ]);
  });

  it("keeps attacks out where players are, and browsers to TLS", () => {
    expect(problemsWith({ firewall: "log", strictTransportDays: 179 })).toEqual([
      ["firewall", 'got "log", expected "block" in production'],
      ["strictTransportDays", "got 179, expected at least 180 in production"],
    ]);
    expect(problemsWith({ firewall: "log", strictTransportDays: 1 }, staging)).toEqual([]);
  });

  it.each<[string, Partial<Edge>]>([
    ["hosts", { hosts: {} }],
    ["hosts.a.b", { hosts: { "a.b": "players" } }],
    ["accountId", { accountId: "not-an-id" }],
    ["origin.service", { origin: { service: "http://gateway", serverName: "gateway" } }],
    ["playerCountries.0", { playerCountries: ["Malta"] }],
    ["playerCountries", { playerCountries: [] }],
    ["closedPaths.0", { closedPaths: ['/a"b'] }],
  ])("is of the right shape at %s", (path, changed) => {
    const { error } = edgeSchema.safeParse({ ...prod.edge, ...changed });
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});

describe("the zones of environments", () => {
  const candidate = (file: string, environment: EnvironmentData): Candidate => ({
    file,
    environment: environment,
    isSound: () => true,
  });

  it("are each one environment's", () => {
    const same = { ...staging, edge: { ...staging.edge!, zone: prod.edge!.zone } };
    expect(
      zonesAreApart.check([candidate("envs/prod.ts", prod), candidate("envs/staging.ts", same)]),
    ).toEqual([
      {
        file: "envs/staging.ts",
        path: "edge.zone.id",
        message: expect.stringContaining("as in envs/prod.ts; a zone is one environment's") as string,
      },
    ]);
    const none = { ...staging, edge: undefined };
    const without = [candidate("envs/dev.ts", none), candidate("envs/staging.ts", none)];
    expect(zonesAreApart.check([...without, candidate("envs/prod.ts", prod)])).toEqual([]);
  });
});
