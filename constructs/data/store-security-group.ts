import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { StoreProps } from "./store-props";

export interface StoreSecurityGroupProps extends Pick<StoreProps, "vpcId" | "clientSecurityGroupId"> {
  /** The store's name: `pitboss-dev-postgres`. */
  readonly name: string;
  /** What is spoken there, for whoever reads the rule: `PostgreSQL`. */
  readonly protocol: string;
  readonly port: number;
  /**
   * Further ports by what is spoken there.
   * @default none
   */
  readonly furtherPorts?: Readonly<Record<string, number>>;
}

/**
 * Who reaches a store: the cluster's nodes and the pods on them, at the store's own port. Nothing leaves it: a store answers, it
 * calls nobody, and Terraform takes away the rule for all egress that AWS gives a new group.
 */
export class StoreSecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: StoreSecurityGroupProps) {
    super(scope, id);
    const { name, protocol, port, vpcId, clientSecurityGroupId } = props;
    const group = new SecurityGroup(this, "group", {
      name,
      description: `${protocol} from the nodes of the cluster`,
      vpcId,
      tags: { Name: name },
    });
    for (const [spoken, number] of Object.entries({ [protocol]: port, ...props.furtherPorts })) {
      new VpcSecurityGroupIngressRule(this, `nodes-${number}`, {
        securityGroupId: group.id,
        description: `${spoken} from the nodes of the cluster`,
        referencedSecurityGroupId: clientSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: number,
        toPort: number,
      });
    }
    this.securityGroupId = group.id;
  }
}
