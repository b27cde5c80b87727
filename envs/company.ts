/** What is the same in every environment: whose platform this is, and what it deploys. */
export const company = {
  /** The first word of every resource's name. */
  organization: "pitboss",
  /** The repository that all this is defined in, as tags name it. */
  repository: "pitboss-gaming/platform",
  /**
   * The same repository as the subject of GitHub's tokens names it; the OIDC roles trust no other. Repositories made since
   * 2026-07-15 have their ids in it, `organization@1/repository@2`: `gh api repos/organization/repository --jq '.owner.id, .id'`
   */
  repositoryClaim: "pitboss-gaming/platform",
  /** The teams that deploy by a folder under `apps/`, each with the clusters that it may deploy to. */
  teams: {
    direct: ["aws"],
    mono: ["aws"],
    protocols: ["aws"],
    chains: ["aws", "hetzner"],
    listeners: ["aws", "hetzner"],
  },
  /** The container images that are built here, as ECR repositories. */
  images: ["rgs", "wallet-mock", "game-host", "gateway", "example-api", "hello-world"],
} as const;
