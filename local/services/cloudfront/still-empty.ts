import type { Origin } from './distribution.ts';
import type { ViewerResponse } from './message.ts';

/**
 * What a person sees who opens the page before it was uploaded. It asks again by itself, so that the page comes as soon as it is there; on AWS
 * this would be an XML document that says "Access Denied".
 */
export function stillEmpty({ logicalId, bucket }: Origin): ViewerResponse {
  const text = [
    'There is no page yet.',
    '',
    `It comes from the bucket ${logicalId} (${bucket}), and nobody has uploaded it there so far.`,
    'As soon as somebody does, it appears here.',
    '',
  ];
  return {
    status: 503,
    headers: new Map([
      ['content-type', ['text/plain; charset=utf-8']],
      ['cache-control', ['no-store']],
      ['retry-after', ['1']],
      ['refresh', ['1']],
      ['x-cache', ['Error from cloudfront']],
    ]),
    body: Buffer.from(text.join('\n')),
  };
}
