import { podIdentityTrust, policyDocument, serviceTrust } from "./policy-document";

describe("a policy document", () => {
  it("is literal JSON of IAM's version, statement by statement", () => {
    const statement = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
    expect(JSON.parse(policyDocument(statement))).toEqual({ Version: "2012-10-17", Statement: [statement] });
  });

  it("refuses a statement id that IAM refuses", () => {
    const statement = { Sid: "read it", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;
    expect(() => policyDocument(statement)).toThrow('got "read it"');
  });
});

describe("a trust policy", () => {
  it("names the service, and the condition where there is one", () => {
    const condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    expect(JSON.parse(serviceTrust("eks.amazonaws.com", condition))).toMatchObject({
      Statement: [{ Principal: { Service: "eks.amazonaws.com" }, Condition: condition }],
    });
    expect(serviceTrust("eks.amazonaws.com")).not.toContain("Condition");
  });

  it("admits the pods of one service account of one cluster, and no others", () => {
    const trust = podIdentityTrust({
      clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/pitboss-dev",
      namespace: "kube-system",
      serviceAccount: "karpenter",
    });
    expect(JSON.parse(trust)).toMatchObject({
      Statement: [
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-central-1:111122223333:cluster/pitboss-dev",
              "aws:RequestTag/kubernetes-namespace": "kube-system",
              "aws:RequestTag/kubernetes-service-account": "karpenter",
            },
          },
        },
      ],
    });
  });
});
