import { planOffer, RATE_LIMIT_SECONDS } from "./plans";

describe("the plans", () => {
  it("offer more, the dearer they are", () => {
    const offers = (["pro", "business", "enterprise"] as const).map(planOffer);
    for (const field of ["rateLimits", "longestPeriodSeconds", "longestTimeoutSeconds"] as const) {
      const values = offers.map((offer) => offer[field]);
      expect(values).toEqual([...values].sort((left, right) => left - right));
    }
  });

  it("end at figures that rate limits know", () => {
    for (const plan of ["pro", "business", "enterprise"] as const) {
      const { longestPeriodSeconds, longestTimeoutSeconds } = planOffer(plan);
      expect(RATE_LIMIT_SECONDS).toEqual(
        expect.arrayContaining([longestPeriodSeconds, longestTimeoutSeconds]),
      );
    }
  });
});
