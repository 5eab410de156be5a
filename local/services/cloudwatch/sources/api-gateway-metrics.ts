import { isObject } from '../../../json.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { Series } from '../metrics/series.ts';

/** What is told of a request that an API answered. */
export interface ApiRequest {
  readonly method: string;
  /** The resource that matched: `/dragons/{dragonName}`. */
  readonly resourcePath?: string;
  readonly status: number;
  readonly durationMillis: number;
  /** How long the backend took; undefined when it was not asked. */
  readonly integrationMillis?: number;
}

/** The stage that requests come to, from the properties of its API. */
export interface Stage {
  readonly apiName: string;
  readonly stage: string;
  /** Whether requests to a method of a resource are counted for themselves (`MetricsEnabled` of `MethodSettings`). */
  readonly isDetailed: (method: string, resourcePath: string) => boolean;
}

interface StageSeries {
  readonly count: Series;
  readonly clientErrors: Series;
  readonly serverErrors: Series;
  readonly latency: Series;
  readonly integrationLatency: Series;
}

/**
 * The metrics of REST APIs: for an API, for its stage, and for each method where detailed metrics are on. Errors are 0 for requests without,
 * so that their average is the rate of errors.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export class ApiGatewayMetrics {
  readonly #store: MetricStore;
  readonly #series = new Map<string, StageSeries>();

  constructor(store: MetricStore) {
    this.#store = store;
  }

  /** @param time in milliseconds since 1970 */
  put({ apiName, stage, isDetailed }: Stage, request: ApiRequest, time: number): void {
    const { method, resourcePath } = request;
    this.#count(`${apiName}\0`, { ApiName: apiName }, request, time);
    this.#count(`${apiName}\0${stage}`, { ApiName: apiName, Stage: stage }, request, time);
    if (resourcePath === undefined || !isDetailed(method, resourcePath)) return;
    const key = `${apiName}\0${stage}\0${method}\0${resourcePath}`;
    this.#count(key, { ApiName: apiName, Stage: stage, Method: method, Resource: resourcePath }, request, time);
  }

  #count(key: string, dimensions: Readonly<Record<string, string>>, request: ApiRequest, time: number): void {
    const series = this.#series.get(key) ?? this.#create(key, dimensions);
    const { status, durationMillis, integrationMillis } = request;
    series.count.add(1, time);
    series.clientErrors.add(status >= 400 && status < 500 ? 1 : 0, time);
    series.serverErrors.add(status >= 500 ? 1 : 0, time);
    series.latency.add(durationMillis, time);
    if (integrationMillis !== undefined) series.integrationLatency.add(integrationMillis, time);
  }

  #create(key: string, dimensions: Readonly<Record<string, string>>): StageSeries {
    const series = (name: string, unit: string): Series =>
      this.#store.series({ namespace: 'AWS/ApiGateway', name, dimensions }, unit);
    const created = {
      count: series('Count', 'Count'),
      clientErrors: series('4XXError', 'Count'),
      serverErrors: series('5XXError', 'Count'),
      latency: series('Latency', 'Milliseconds'),
      integrationLatency: series('IntegrationLatency', 'Milliseconds'),
    };
    this.#series.set(key, created);
    return created;
  }
}

/**
 * The stage of an `AWS::Serverless::Api`. The API is called by its `Name`, else by the title of its document.
 * A setting of one method stands before that of all.
 */
export function stageOf(properties: Readonly<Record<string, unknown>>): Stage {
  const { Name: name, StageName: stage, DefinitionBody: body, MethodSettings: settings } = properties;
  const info = isObject(body) && isObject(body.info) ? body.info : {};
  const detailed = new Map(Array.isArray(settings) ? settings.flatMap(detailOf) : []);
  const isDetailed = (method: string, resourcePath: string): boolean =>
    detailed.get(`${method} ${resourcePath}`) ??
    detailed.get(`* ${resourcePath}`) ??
    detailed.get(`${method} /*`) ??
    detailed.get('* /*') ??
    false;
  return {
    apiName: typeof name === 'string' ? name : typeof info.title === 'string' ? info.title : '',
    stage: typeof stage === 'string' ? stage : '',
    isDetailed,
  };
}

/** `~1` stands for the slashes of a path: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html */
function detailOf(setting: unknown): [method: string, isDetailed: boolean][] {
  if (!isObject(setting)) return [];
  const { MetricsEnabled: enabled, HttpMethod: method, ResourcePath: path } = setting;
  if (enabled === undefined) return [];
  const plain = typeof path === 'string' ? path.replace(/^\/(?=~1)/, '').replaceAll('~1', '/') : '/*';
  return [[`${typeof method === 'string' ? method : '*'} ${plain}`, enabled === true || enabled === 'true']];
}
