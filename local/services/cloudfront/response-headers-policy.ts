import { isTrue, itemsOf, memberOf, textOf } from './shapes.ts';
import type { Headers } from './message.ts';

/** A header that a policy adds. */
interface AddedHeader {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** Whether it takes the place of one that the origin sent. */
  readonly overrides: boolean;
}

/** What a response headers policy does. */
export interface ResponseHeadersPolicy {
  readonly removed: readonly string[];
  readonly added: readonly AddedHeader[];
}

/**
 * Reads a `ResponseHeadersPolicyConfig`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function headersOf(config: unknown): ResponseHeadersPolicy {
  const items = (name: string) => itemsOf(memberOf(memberOf(config, name), 'Items'), '').map(({ item }) => item);
  return {
    removed: items('RemoveHeadersConfig').map((item) => textOf(memberOf(item, 'Header')).toLowerCase()),
    added: [
      ...securityHeaders(memberOf(config, 'SecurityHeadersConfig')),
      ...items('CustomHeadersConfig').map((item) => ({
        name: textOf(memberOf(item, 'Header')).toLowerCase(),
        value: textOf(memberOf(item, 'Value')),
        overrides: isTrue(memberOf(item, 'Override')),
      })),
    ],
  };
}

function securityHeaders(config: unknown): AddedHeader[] {
  const header = (member: string, name: string, value: (setting: unknown) => string): AddedHeader[] => {
    const setting = memberOf(config, member);
    if (setting === undefined) return [];
    return [{ name, value: value(setting), overrides: isTrue(memberOf(setting, 'Override')) }];
  };
  const text = (member: string) => (setting: unknown) => textOf(memberOf(setting, member));
  return [
    ...header('ContentSecurityPolicy', 'content-security-policy', text('ContentSecurityPolicy')),
    ...header('ContentTypeOptions', 'x-content-type-options', () => 'nosniff'),
    ...header('FrameOptions', 'x-frame-options', text('FrameOption')),
    ...header('ReferrerPolicy', 'referrer-policy', text('ReferrerPolicy')),
    ...header('StrictTransportSecurity', 'strict-transport-security', strictTransportSecurity),
    ...header('XSSProtection', 'x-xss-protection', xssProtection),
  ];
}

function strictTransportSecurity(setting: unknown): string {
  return [
    `max-age=${textOf(memberOf(setting, 'AccessControlMaxAgeSec'))}`,
    ...(isTrue(memberOf(setting, 'IncludeSubdomains')) ? ['includeSubDomains'] : []),
    ...(isTrue(memberOf(setting, 'Preload')) ? ['preload'] : []),
  ].join('; ');
}

function xssProtection(setting: unknown): string {
  if (!isTrue(memberOf(setting, 'Protection'))) return '0';
  const report = textOf(memberOf(setting, 'ReportUri'));
  return `1${isTrue(memberOf(setting, 'ModeBlock')) ? '; mode=block' : ''}${report === '' ? '' : `; report=${report}`}`;
}

/** Applies a policy to the headers of an answer: it removes first, and what it adds then is there in any case. */
export function applyPolicy(headers: Headers, { removed, added }: ResponseHeadersPolicy): void {
  for (const name of removed) headers.delete(name);
  for (const { name, value, overrides } of added) {
    if (overrides || !headers.has(name)) headers.set(name, [value]);
  }
}
