import { ServiceError } from '../service-error.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html: name constraints. */
const deepestHierarchy = 15;
const longestName = 1011;

/**
 * Checks the name of a parameter that is to be written.
 * @throws ServiceError `ValidationException`, `AccessDeniedException` for `/aws/…`, `HierarchyLevelLimitExceededException`
 */
export function checkParameterName(name: string): void {
  const isPath = name.includes('/');
  if (isPath && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (/^\/aws(\/|$)/i.test(name)) {
    throw new ServiceError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid(
      isPath
        ? `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${pathRule}`
        : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    );
  }
  if (!isPath && !/^[\w.-]+$/.test(name)) {
    throw invalid('Parameter name: only a mix of letters, numbers and the following 3 symbols .-_ are allowed.');
  }
  if (isPath && !/^(\/[\w.-]+)+$/.test(name)) throw invalid(`Parameter name: ${pathRule}`);
  if (name.length > longestName) throw invalid(`Parameter name: at most ${longestName} characters are allowed.`);
  if (isPath && name.split('/').length - 1 > deepestHierarchy) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      `Hierarchies can have a maximum of ${deepestHierarchy} levels: ${name}.`,
    );
  }
}

/**
 * Checks the path of GetParametersByPath: `/` or a hierarchy, with or without a slash at its end.
 * @returns the path with a slash at its end
 * @throws ServiceError `ValidationException`
 */
export function checkPath(path: string): string {
  if (!/^(\/[\w.-]+)*\/?$/.test(path)) {
    throw invalid(
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". ` +
        'It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). ' +
        'All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    );
  }
  return path.endsWith('/') ? path : `${path}/`;
}

const pathRule =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of ' +
  'letters, numbers and the following 3 symbols .-_';

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
