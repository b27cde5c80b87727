import { versionCatalogue } from "../core/version-catalogue";
import { type Download, chainSoftware, chainSoftwareVersions, gatewayImage } from "./software-catalogue";

const { besu, k3s, signingHelper } = chainSoftware;
const downloads: [string, Download, string][] = [
  ["Besu", besu.archive, besu.version],
  ["k3s of amd64", k3s.binary.amd64, k3s.version],
  ["k3s of arm64", k3s.binary.arm64, k3s.version],
  ["the signing helper of amd64", signingHelper.binary.amd64, signingHelper.version],
  ["the signing helper of arm64", signingHelper.binary.arm64, signingHelper.version],
];

describe("the software catalogue", () => {
  it.each(downloads)(
    "fetches %s over TLS, of the version it says, with a checksum",
    (_, download, version) => {
      expect(download.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(download.url).toMatch(/^https:\/\//);
      expect(decodeURIComponent(download.url)).toContain(`/${version}/`);
    },
  );

  it("has one checksum for each file", () => {
    expect(new Set(downloads.map(([, { sha256 }]) => sha256)).size).toBe(downloads.length);
    expect(new Set(downloads.map(([, { url }]) => url)).size).toBe(downloads.length);
  });

  it("runs k3s on a Kubernetes minor that the EKS clusters run too", () => {
    const minors = versionCatalogue.kubernetes
      .filter(({ pins }) => pins !== undefined)
      .map(({ minor }) => minor);
    expect(minors).toContain(/^v(\d+\.\d+)\./.exec(k3s.version)?.[1]);
  });

  it("names the gateway's image of AWS by release and kernel", () => {
    expect(gatewayImage.version).toMatch(/^al2023-ami-2023\.\d+\.\d{8}\.\d+-kernel-[\d.]+-arm64$/);
  });

  it("is under its makers' support at the review", () => {
    const ended = chainSoftwareVersions.filter(
      ({ supportedUntil = "9999-12-31" }) => supportedUntil <= versionCatalogue.reviewedOn,
    );
    expect(ended).toEqual([]);
    expect(chainSoftwareVersions.map(({ layer }) => layer)).toEqual(Array(5).fill("chains"));
  });
});
