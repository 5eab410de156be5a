import { BlockList, isIP } from 'node:net';
import { FilterPolicyError } from './filter-policy-error.ts';
import { isText } from './scalar.ts';
import type { Scalar } from './scalar.ts';

/**
 * Reads a block of addresses, `10.0.0.0/24` or `2001:db8::/32`.
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html: IP address matching
 * @throws FilterPolicyError
 */
export function cidrTest(operand: unknown): (value: Scalar) => boolean {
  const [, address = '', length = ''] = isText(operand) ? (/^([^/]+)\/(\d{1,3})$/.exec(operand) ?? []) : [];
  const version = isIP(address);
  if (version === 0 || Number(length) > (version === 4 ? 32 : 128)) {
    throw new FilterPolicyError(`Malformed CIDR, one '/' required: ${JSON.stringify(operand)}`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, Number(length), family);
  return (value) => isText(value) && isIP(value) === version && block.check(value, family);
}
