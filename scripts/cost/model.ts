import { costOf, type Price, type PriceTable } from './prices.ts';
import { usageOf, type ContractFacts, type MonthlyUsage, type Usage } from './usage.ts';
import type { Facts } from './facts.ts';

/** What is used of one price in a month, and what that costs. */
export interface CostLine {
  readonly id: string;
  readonly price: Price;
  readonly units: number;
  /** Dollars. */
  readonly cost: number;
}

/** What an operation costs in a month, with everything that its requests set off. */
export interface OperationCost {
  readonly id: string;
  readonly requests: number;
  /** Dollars. */
  readonly cost: number;
}

/** What a stack costs in a month; dollars. */
export interface MonthlyCost {
  readonly requests: number;
  /** The most expensive first. */
  readonly lines: readonly CostLine[];
  /** The most expensive first. */
  readonly operations: readonly OperationCost[];
  readonly people: number;
  readonly standing: number;
  readonly total: number;
}

/** A price is missing for something that is used. */
export class MissingPriceError extends Error {
  override readonly name = 'MissingPriceError';
}

/** What the model works with. */
export interface CostInput {
  readonly requests: number;
  readonly facts: Facts;
  readonly contract: ContractFacts;
  readonly prices: PriceTable;
  /** Whether what is free for every account is taken off. */
  readonly freeTier: boolean;
}

/** What so many requests cost in a month. @throws MissingPriceError */
export function monthlyCost({ requests, facts, contract, prices: { prices }, freeTier }: CostInput): MonthlyCost {
  const usage = usageOf(requests, facts, contract);
  const lines = [...unitsOf(usage)].map(([id, units]): CostLine => {
    const price = prices.get(id);
    if (price === undefined) throw new MissingPriceError(`The price table has no price ${id}.`);
    return { id, price, units, cost: costOf(price, Math.max(0, units - (freeTier ? price.free : 0))) };
  });
  // Tiers and what is free belong to nobody in particular: each pays the average.
  const average = new Map(lines.map(({ id, units, cost }) => [id, units === 0 ? 0 : cost / units]));
  const dollars = (part: Usage): number =>
    [...part].reduce((sum, [id, units]) => sum + units * (average.get(id) ?? 0), 0);
  const operations = [...usage.operations].map(([id, part]) => ({
    id,
    requests: requests * (facts.profile.operations[id]?.share ?? 0),
    cost: dollars(part),
  }));
  return {
    requests,
    lines: lines.filter(({ units }) => units > 0).sort((a, b) => b.cost - a.cost),
    operations: operations.sort((a, b) => b.cost - a.cost),
    people: dollars(usage.people),
    standing: dollars(usage.standing),
    total: lines.reduce((sum, { cost }) => sum + cost, 0),
  };
}

function unitsOf({ operations, people, standing }: MonthlyUsage): Usage {
  const units: Usage = new Map();
  for (const part of [...operations.values(), people, standing]) {
    for (const [id, amount] of part) units.set(id, (units.get(id) ?? 0) + amount);
  }
  return units;
}
