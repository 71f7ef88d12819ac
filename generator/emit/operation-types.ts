import type { Operation } from '../model/model.js';
import { getErrorType, hasParams } from '../model/walk.js';
import type { OperationNames } from '../naming/names.js';
import type { Imports } from './imports.js';
import { commentText, docsComment } from './jsdoc.js';
import { propertyKey } from './literals.js';
import { operationNames } from './planned-names.js';
import { argumentName } from './requests.js';
import { typeScope, type EmitContext } from './scope.js';
import { KIND, typeAlias, type Statement } from './structures.js';
import { typeText } from './type-text.js';

const RUNTIME = '../runtime/index.js';
const MODELS = '../models/';

/** The types of what an operation takes, and of what it rejects with. */
export function typeStatements(
  context: EmitContext,
  operation: Operation,
  imports: Imports,
): readonly Statement[] {
  const names = operationNames(context, operation);
  const statements: Statement[] = [];
  if (hasParams(operation)) statements.push(paramsStatement(context, operation, names, imports));
  const failure = getErrorType(operation);
  if (failure !== undefined) {
    const body = typeText(failure, typeScope(context, 'response', imports, MODELS));
    statements.push(
      typeAlias(names.errorType, `${imports.type('ApiError', RUNTIME)}<${body}>`, []),
    );
  }
  return statements;
}

function paramsStatement(
  context: EmitContext,
  operation: Operation,
  names: OperationNames,
  imports: Imports,
): Statement {
  const scope = typeScope(context, 'request', imports, MODELS);
  const given = operation.parameters.filter((parameter) => parameter.in !== 'path');
  const properties = given.map((parameter) => {
    const name = argumentName(parameter, names);
    const wire =
      parameter.wireName === name && parameter.in === 'query'
        ? []
        : [`Sent as the ${PLACE[parameter.in]} \`${parameter.wireName.replaceAll('`', "'")}\`.`];
    const comment = commentText(docsComment(parameter.docs, { paragraphs: wire }));
    return {
      name: propertyKey(name),
      type: typeText(parameter.type, scope),
      hasQuestionToken: !parameter.required,
      docs: comment === undefined ? [] : [comment],
    };
  });
  if (operation.body) {
    const comment = commentText(docsComment(operation.body.docs));
    properties.push({
      name: propertyKey(names.body),
      type: typeText(operation.body.type, scope),
      hasQuestionToken: !operation.body.required,
      docs: comment === undefined ? [] : [comment],
    });
  }
  return {
    kind: KIND.Interface,
    isExported: true,
    name: names.paramsType,
    properties,
  };
}

const PLACE = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie',
} as const;
