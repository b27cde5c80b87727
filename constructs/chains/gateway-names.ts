/** What the two gateways are called among machines: no other machine has their names, nor their folders of secrets. */
export const GATEWAY_NAMES = { aws: "aws-gateway", hetzner: "gateway" } as const;
