import { type Alarm, type Metrics, metricsOf, outOf, type Watch } from "./watch";

/** In five minutes. Single drops are no fault; AWS speaks of one where they go on, whatever their number. */
const DROPPED_PACKETS = 100;

/** Watches NAT gateways, by the zone that each stands in. */
export function natGatewayWatch(gatewayIds: Readonly<Record<string, string>>): Watch {
  const zones = Object.entries(gatewayIds);
  return {
    title: "NAT gateways",
    alarms: zones.flatMap(([zone, gatewayId]) => gatewayAlarms(zone, gatewayId)),
    context: zones.flatMap(([, gatewayId]) => {
      const metric = gatewayMetrics(gatewayId);
      return [metric("BytesOutToDestination", "Sum"), metric("ActiveConnectionCount", "Maximum")];
    }),
  };
}

function gatewayAlarms(zone: string, gatewayId: string): Alarm[] {
  const common = { breachesWhen: "above", missing: "notBreaching", runbook: "nat-gateways" } as const;
  const metric = gatewayMetrics(gatewayId);
  return [
    {
      ...common,
      id: `nat-${zone}-ports`,
      metric: metric("ErrorPortAllocation", "Sum"),
      // A gateway has 55,000 ports to one destination; each failure is a connection that a program wanted and did not get.
      threshold: 0,
      datapoints: outOf(2, 3),
      means: `The NAT gateway of ${zone} has no port left for connections to some destination.`,
      remedy: "Find who connects to one address without end; add a second address to the gateway.",
    },
    {
      ...common,
      id: `nat-${zone}-drops`,
      metric: metric("PacketsDropCount", "Sum"),
      threshold: DROPPED_PACKETS,
      datapoints: outOf(3, 3),
      means: `The NAT gateway of ${zone} has dropped packets for 15 minutes.`,
      remedy: "Look at AWS Health; move the zone's route to another zone's gateway while it lasts.",
    },
  ];
}

function gatewayMetrics(gatewayId: string): Metrics {
  return metricsOf("AWS/NATGateway", { NatGatewayId: gatewayId });
}
