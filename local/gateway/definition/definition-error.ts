/** One construct of the document that cannot be run, or that API Gateway would not import. */
export interface DefinitionProblem {
  /** JSON path of the construct: `$.paths['/dragons'].get.x-amazon-apigateway-integration.type`. */
  readonly path: string;
  readonly message: string;
}

/** The OpenAPI document holds something that is not simulated, or that API Gateway's import refuses. Lists all of it. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    const lines = problems.map(({ path, message }) => `  ${path}: ${message}`);
    super(['The API definition cannot be used:', ...lines].join('\n'));
    this.problems = problems;
  }
}
