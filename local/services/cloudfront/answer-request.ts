import { announce, compressed, encodingOf } from './compression.ts';
import { behaviorFor, type AttachedFunction, type CacheBehavior, type Distribution } from './distribution.ts';
import { EdgeFunctionError } from './edge-function.ts';
import { errorPage } from './error-page.ts';
import { functionEvent } from './function-event.ts';
import { InvalidFunctionResultError, isResponse, requestOf, responseOf } from './function-result.ts';
import type { ViewerRequest, ViewerResponse } from './message.ts';
import { matchedPath } from './path-pattern.ts';
import { applyPolicy } from './response-headers-policy.ts';
import { askBucket, type OriginAnswer } from './s3-origin.ts';
import type { AwsService } from '../service.ts';
import { stillEmpty } from './still-empty.ts';

/** What a distribution needs to answer. */
export interface Surroundings {
  readonly s3: AwsService;
  /** Told what a function wrote, and why it failed. */
  readonly onLine: (functionName: string, requestId: string, line: string, isError: boolean) => void;
}

/** The longest URL that CloudFront takes, in bytes: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const longestUrl = 8192;

/** Answers a request, in the order of CloudFront: behavior, function, origin, headers policy, function. */
export async function answerRequest(
  distribution: Distribution,
  request: ViewerRequest,
  surroundings: Surroundings,
): Promise<ViewerResponse> {
  if (request.uri.length + request.query.length > longestUrl) {
    return errorPage(413, `The URL has more than ${longestUrl} bytes.`, request.id);
  }
  const behavior = behaviorFor(distribution, matchedPath(request.uri));
  const response = await new Answer(distribution, behavior, request, surroundings).make();
  response.headers.set('x-amz-cf-id', [request.id]);
  return response;
}

class Answer {
  readonly #distribution: Distribution;
  readonly #behavior: CacheBehavior;
  readonly #request: ViewerRequest;
  readonly #surroundings: Surroundings;
  /** The function that ran last. */
  #running = '';

  constructor(distribution: Distribution, behavior: CacheBehavior, request: ViewerRequest, surroundings: Surroundings) {
    this.#distribution = distribution;
    this.#behavior = behavior;
    this.#request = request;
    this.#surroundings = surroundings;
  }

  /** The policy is applied to every answer of the behavior, before the second function sees it. */
  async make(): Promise<ViewerResponse> {
    const { headersPolicy, viewerResponse } = this.#behavior;
    const refusal = this.#refusal();
    if (refusal !== undefined) {
      applyPolicy(refusal.headers, headersPolicy);
      return refusal;
    }
    return this.#guarded(async () => {
      const { response, isFinal } = await this.#respond();
      applyPolicy(response.headers, headersPolicy);
      if (viewerResponse === undefined || isFinal) return response;
      const event = functionEvent(this.#distribution.context, this.#request, response);
      return responseOf(this.#run(viewerResponse, event), response);
    });
  }

  #refusal(): ViewerResponse | undefined {
    const { method, headers, id } = this.#request;
    const length = headers.get('content-length')?.[0] ?? '0';
    if (!this.#behavior.methods.includes(method)) {
      const reason =
        'This distribution is not configured to allow the HTTP request method that was used for this request.';
      return errorPage(403, reason, id);
    }
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html
    if (method === 'GET' && (length !== '0' || headers.has('transfer-encoding'))) {
      return errorPage(403, 'A GET request may not have a body.', id);
    }
    return undefined;
  }

  /** What function, origin and custom error responses come to. An error of the origin does not reach the second function. */
  async #respond(): Promise<{ response: ViewerResponse; isFinal: boolean }> {
    const { viewerRequest, origin } = this.#behavior;
    const { context, rootObject } = this.#distribution;
    let request = this.#request;
    if (viewerRequest !== undefined) {
      const result = this.#run(viewerRequest, functionEvent(context, request));
      if (isResponse(result)) {
        const response = responseOf(result);
        response.headers.set('x-cache', ['FunctionGeneratedResponse from cloudfront']);
        return { response, isFinal: true };
      }
      request = requestOf(result, request);
    }
    const uri = request.uri === '/' ? `/${rootObject}` : request.uri;
    const { s3 } = this.#surroundings;
    const answer = await askBucket(s3, origin, uri, request);
    if (answer.isMissing && uri !== this.#request.uri && this.#isBrowser()) {
      return { response: stillEmpty(origin), isFinal: true };
    }
    if (answer.response.status >= 400) return { response: await this.#error(answer.response), isFinal: true };
    const response = await this.#compressed(answer, request);
    response.headers.set('x-cache', ['Miss from cloudfront']);
    return { response, isFinal: false };
  }

  /** Whether a person looks at the answer. One who did not name the file, but came where a page should be, may have come before it did. */
  #isBrowser(): boolean {
    return this.#request.headers.get('accept')?.some((types) => types.includes('text/html')) === true;
  }

  async #compressed({ response, object }: OriginAnswer, request: ViewerRequest): Promise<ViewerResponse> {
    const size = Number(object.get('content-length')?.[0] ?? 0);
    const isWhole = response.status === 200 || response.status === 304;
    const subject = { ...response, headers: object };
    const encoding = isWhole ? encodingOf(request, subject, size, this.#behavior.encodings) : undefined;
    if (encoding === undefined) return response;
    announce(response, encoding);
    if (response.status === 200) response.body = await compressed(response.body, encoding);
    return response;
  }

  /**
   * The page for an error of the origin, from wherever its path leads; that page's own error if it is not there.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
   */
  async #error(response: ViewerResponse): Promise<ViewerResponse> {
    response.headers.set('x-cache', ['Error from cloudfront']);
    const custom = this.#distribution.errorResponses.get(response.status);
    if (custom === undefined) return response;
    const { origin } = behaviorFor(this.#distribution, matchedPath(custom.page));
    // Conditions and ranges are about what was asked for, which is not there.
    const plain = { ...this.#request, headers: new Map() };
    const { response: page } = await askBucket(this.#surroundings.s3, origin, custom.page, plain);
    page.headers.set('x-cache', ['Error from cloudfront']);
    return page.status >= 400 ? page : { ...page, status: custom.status ?? response.status };
  }

  #run({ name, run }: AttachedFunction, event: object): unknown {
    this.#running = name;
    const { result, lines } = run(event);
    for (const line of lines) this.#surroundings.onLine(name, this.#request.id, line, false);
    return result;
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html */
  async #guarded(respond: () => Promise<ViewerResponse>): Promise<ViewerResponse> {
    try {
      return await respond();
    } catch (error) {
      const isExecution = error instanceof EdgeFunctionError;
      if (!isExecution && !(error instanceof InvalidFunctionResultError)) throw error;
      this.#surroundings.onLine(this.#running, this.#request.id, error.message, true);
      const page = isExecution
        ? errorPage(
            503,
            'The CloudFront function associated with the CloudFront distribution is invalid or could not run.',
            this.#request.id,
          )
        : errorPage(502, 'The result of the CloudFront function is not valid.', this.#request.id);
      page.headers.set('x-cache', ['FunctionExecutionError from cloudfront']);
      applyPolicy(page.headers, this.#behavior.headersPolicy);
      return page;
    }
  }
}
