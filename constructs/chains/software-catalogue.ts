import type { PinnedVersion } from "../core/pinned-version";

/** A processor architecture, as Debian and k3s write it. */
export type Architecture = "amd64" | "arm64";

/** A file that machines fetch, and what it must hash to. */
export interface Download {
  readonly url: string;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
}

/**
 * The operating system of every machine at Hetzner, by the name that Hetzner gives the image; `ID` and `VERSION_ID` of
 * `/etc/os-release` joined by a hyphen.
 */
export const MACHINE_IMAGE = "debian-13";

/**
 * What machines at Hetzner run that is not Debian's own. Each is fetched at first boot, and refused when its checksum differs. Reviewed
 * on 2026-11-21; to refresh one, take its version and checksum from its release page, and run the chain in dev for a day.
 *
 * - Besu 26.9.0: certain. The archive's checksum is that of Besu's own Homebrew tap (besu-eth/homebrew-besu, `besu.rb`); a second
 *   public project measured the same. 26.8.0 still stretches QBFT's block time under Shanghai (besu-eth/besu#11005, fixed after it).
 * - Java 25: certain. Besu requires it from 26.6.0 on (its changelog), and its start script refuses less; trixie-security has
 *   `25.0.5.1+2-1~deb13u1`.
 * - k3s 1.35.8: certain. Two public projects or more have each checksum, one of which compared amd64's with the release's own list.
 *   1.35.9 is out since 2026-09-30, but no checksum of it could be found.
 * - aws_signing_helper 1.8.5: certain. AWS's table of downloads (IAM Roles Anywhere user guide, "credential helper"), quoted alike in
 *   several public projects. Built for Amazon Linux 2023, whose glibc 2.34 is older than Debian's 2.41.
 */
export const chainSoftware = {
  besu: {
    version: "26.9.0",
    archive: {
      url: "https://github.com/besu-eth/besu/releases/download/26.9.0/besu-26.9.0.zip",
      sha256: "749f90b0b29b8138f5d58b949d19eed721826cab66bfb8d983f86e15831d22b2",
    },
    /** Debian's, so that its security updates come with everything else's. */
    javaPackage: "openjdk-25-jre-headless",
  },
  k3s: {
    version: "v1.35.8+k3s1",
    binary: {
      amd64: {
        url: "https://github.com/k3s-io/k3s/releases/download/v1.35.8%2Bk3s1/k3s",
        sha256: "12f81c9bb5b71e098a4f7a2d187e350902a9339a6c3d5e56c20a03f7a417e07f",
      },
      arm64: {
        url: "https://github.com/k3s-io/k3s/releases/download/v1.35.8%2Bk3s1/k3s-arm64",
        sha256: "898476e008704289382377ef19946f23b511cf2678042cb5c8aef991e64f840a",
      },
    },
  },
  signingHelper: {
    version: "1.8.5",
    binary: {
      amd64: {
        url: "https://rolesanywhere.amazonaws.com/releases/1.8.5/X86_64/Linux/Amzn2023/aws_signing_helper",
        sha256: "beec9ed1c492d93db809890f16713e3556353294b823c2184ad4e891f1b2b54d",
      },
      arm64: {
        url: "https://rolesanywhere.amazonaws.com/releases/1.8.5/Aarch64/Linux/Amzn2023/aws_signing_helper",
        sha256: "3d131aa888cd56da446f9c6bb460b1f0569f6c7edc74eae6193a2fe3928883ba",
      },
    },
  },
} as const satisfies {
  readonly besu: {
    readonly version: string;
    readonly archive: Download;
    readonly javaPackage: string;
  };
  readonly k3s: Release;
  readonly signingHelper: Release;
};

/** A program that is one file for each architecture. */
interface Release {
  readonly version: string;
  readonly binary: Readonly<Record<Architecture, Download>>;
}

/**
 * The image of the WireGuard gateway on AWS, by the full name of its release, so that an instance is replaced when somebody writes another one here and at no other
 * time. The parameter in SSM that names the newest would replace it whenever AWS releases.
 *
 * With kernel 6.1: of 6.12.110, in the images of the same release, nodes are known to panic
 * (https://github.com/awslabs/amazon-eks-ami/releases/tag/v20261003). The release is the one that page names as its source.
 */
export const gatewayImage: PinnedVersion = {
  name: "Amazon Linux 2023 of the WireGuard gateway",
  version: "al2023-ami-2023.12.20260930.0-kernel-6.1-arm64",
  layer: "chains",
  supportedUntil: "2029-06-30",
  source: "https://github.com/awslabs/amazon-eks-ami/releases/tag/v20261003",
};

/** The same for the report. */
export const chainSoftwareVersions: readonly PinnedVersion[] = [
  {
    name: "Besu",
    version: chainSoftware.besu.version,
    layer: "chains",
    source: "https://github.com/besu-eth/besu/releases/tag/26.9.0",
  },
  {
    name: "k3s",
    version: chainSoftware.k3s.version,
    layer: "chains",
    // Of its Kubernetes minor: https://kubernetes.io/releases/1.35
    supportedUntil: "2027-02-28",
    source: "https://github.com/k3s-io/k3s/releases/tag/v1.35.8%2Bk3s1",
  },
  {
    name: "IAM Roles Anywhere credential helper",
    version: chainSoftware.signingHelper.version,
    layer: "chains",
    source: "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/credential-helper.html",
  },
  {
    name: "Debian of machines at Hetzner",
    version: MACHINE_IMAGE,
    layer: "chains",
    // Three years from trixie's release on 2025-08-09; LTS follows to 2030: https://wiki.debian.org/DebianReleases
    supportedUntil: "2028-08-09",
    source: "https://www.debian.org/releases/trixie/",
  },
  gatewayImage,
];
