/** What is the same in every environment: whose platform this is, and what it deploys. */
export const company = {
  /** The first word of every resource's name. */
  organization: "pitboss",
  /** The repository that GitHub Actions deploys from; the OIDC roles trust no other. */
  repository: "pitboss-gaming/platform",
  /** The container images that are built here, as ECR repositories. */
  images: ["rgs", "wallet-mock", "game-host", "gateway", "example-api", "hello-world"],
} as const;
