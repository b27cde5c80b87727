import { policyOf, synthesize, synthesizeBuilt } from "../../tests/synthesize";
import { Naming } from "../core/naming";
import { Place } from "../core/place";
import { GithubRole, type GithubRoleProps } from "./github-role";

const props: GithubRoleProps = {
  place: new Place(new Naming("pitboss", "test"), "111122223333", "eu-central-1"),
  purpose: "deploy",
  description: "deploys",
  repository: "pitboss-gaming/platform",
  origins: ["environment:test"],
  policies: {
    look: [{ Sid: "Look", Effect: "Allow", Action: "ec2:DescribeVpcs", Resource: "*" }],
    touch: [{ Sid: "Touch", Effect: "Allow", Action: "ec2:CreateVpc", Resource: "*" }],
  },
  permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/foundation/pitboss-test-github-boundary",
  maxSessionSeconds: 3600,
};
const { stack, built } = synthesizeBuilt((scope) => new GithubRole(scope, "deploy", props));

describe("a role for GitHub", () => {
  it("trusts exactly the repository and the origins named, and tokens meant for AWS", () => {
    expect(policyOf(stack.only("aws_iam_role"), "assume_role_policy").Statement).toEqual([
      {
        Sid: "AssumedByGitHubActions",
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:pitboss-gaming/platform:environment:test"],
          },
        },
      },
    ]);
  });

  it("stands under the foundation's path, within its boundary", () => {
    expect(stack.only("aws_iam_role")).toMatchObject({
      name: "pitboss-test-deploy",
      path: "/foundation/",
      permissions_boundary: props.permissionsBoundaryArn,
      max_session_duration: 3600,
    });
    expect(built.arn).toBe("arn:aws:iam::111122223333:role/foundation/pitboss-test-deploy");
  });

  it("carries its permissions as policies under the same path", () => {
    const policies = Object.values(stack.resources("aws_iam_policy"));
    expect(policies.map(({ name, path }) => [name, path])).toEqual([
      ["pitboss-test-deploy-look", "/foundation/"],
      ["pitboss-test-deploy-touch", "/foundation/"],
    ]);
    expect(Object.keys(stack.resources("aws_iam_role_policy_attachment"))).toHaveLength(2);
  });

  it.each<Partial<GithubRoleProps>>([
    { repository: "pitboss-gaming/*" },
    { origins: ["ref:refs/heads/*"] },
    { origins: ["environment:te?t"] },
  ])("refuses a wildcard in what it trusts: %p", (change) => {
    const make = () => synthesize((scope) => new GithubRole(scope, "deploy", { ...props, ...change }));
    expect(make).toThrow(/^test\/deploy: expected a trusted claim without a wildcard, got ".*[*?].*"$/);
  });
});
