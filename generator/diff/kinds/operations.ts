import {
  breaks,
  breaksSource,
  breaksWire,
  effect,
  type Kinds,
  mayBreakSource,
  mayBreakWire,
  note,
  safe,
} from './effect.js';

const CALL_BY_NEW_NAME =
  'Call the method by its new name, or keep the old one with `names.operations` in sdk.config.json.';
const SAME_EXCHANGE = 'Requests and responses stay the same.';
const TOGETHER = 'Update the SDK together with the server.';

/** Changes of operations as a whole, and of their parameters. */
export const OPERATIONS = {
  'path-removed': {
    always: breaks(
      'was removed',
      'The server no longer has the path, so every call to it fails, and the new SDK has no method for it. An earlier deprecation changes neither.',
      'Call its replacement, or stay on the old SDK until the server drops the path.',
    ),
  },
  'operation-removed': {
    always: breaks(
      'was removed',
      'The server rejects the HTTP method on this path, and the new SDK has no method for it. An earlier deprecation changes neither.',
      'Call its replacement, or stay on the old SDK until the server drops the operation.',
    ),
  },
  'operation-added': { always: safe('is new', 'The new SDK has one more method.') },
  'operation-method-changed': {
    always: breaksWire(
      'has another HTTP method',
      'The old SDK sends the old HTTP method, which the server rejects. The method of the SDK keeps its name, so programs compile as before.',
      'Update the SDK before the server drops the old HTTP method.',
    ),
  },
  'operation-moved': {
    always: breaksWire(
      'moved to another path',
      'The old SDK calls the old path, which the server no longer has. If the operation keeps its operationId, the method keeps its name and programs compile as before.',
      'Update the SDK before the server drops the old path.',
    ),
  },
  'operation-id-changed': {
    always: breaksSource(
      'has another operationId',
      `${SAME_EXCHANGE} The method is named after the operationId, so programs that call it by its old name no longer compile.`,
      CALL_BY_NEW_NAME,
    ),
  },
  'operation-id-removed': {
    always: breaksSource(
      'no longer has an operationId',
      `${SAME_EXCHANGE} The method is now named after its path, so programs that call it by its old name may no longer compile.`,
      CALL_BY_NEW_NAME,
    ),
  },
  'operation-id-added': {
    always: breaksSource(
      'now has an operationId',
      `${SAME_EXCHANGE} The method was named after its path and is now named after the operationId, so programs that call it by its old name may no longer compile.`,
      CALL_BY_NEW_NAME,
    ),
  },
  'operation-tag-changed': {
    always: breaksSource(
      'belongs to another tag',
      `${SAME_EXCHANGE} Operations are grouped by tag, so the method is now on another property of the client.`,
      CALL_BY_NEW_NAME,
    ),
  },
  'operation-tags-changed': {
    always: note(
      'has other tags beside its first',
      'An operation belongs to the first of its tags by name, and that one stayed.',
    ),
  },
  'paging-added': {
    always: breaksSource(
      'is now paginated',
      `${SAME_EXCHANGE} The method now returns pages, which programs iterate.`,
      'Iterate the items with `for await`, or the pages with `.pages()`.',
    ),
  },
  'paging-removed': {
    always: breaksSource(
      'is no longer paginated',
      'The method no longer returns pages, so programs that iterate them no longer compile.',
      'Read the response itself.',
    ),
  },
  'parameter-added-required': {
    always: breaks(
      'is a new required parameter',
      'The server rejects calls without it, and the old SDK does not send it. The new SDK requires it, so calls without it no longer compile.',
      'Pass the parameter in every call.',
    ),
  },
  'parameter-added-optional': {
    always: safe(
      'is a new optional parameter',
      'Programs can leave it out. If it is the first parameter of the operation, request options move to the argument after it, and calls that pass options no longer compile.',
      'Where calls pass request options, pass them after the parameters.',
    ),
  },
  'path-parameter-added': {
    always: breaks(
      'is a new part of the path',
      'The old SDK calls a path that is no longer there. The method takes one more argument, so calls no longer compile.',
      'Pass the argument in every call.',
    ),
  },
  'path-parameter-declared': {
    always: breaksSource(
      'is now declared',
      'The path had the parameter before, and the SDK treated it as a string. Now the document declares its type. If that is not a string, programs that pass one no longer compile.',
    ),
  },
  'parameter-removed': {
    always: effect(
      'potentially-breaking',
      'breaking',
      'is no longer a parameter',
      'The old SDK still sends it. Most servers ignore unknown parameters and strict ones reject them; in both cases it has no effect. The new SDK does not have it, so programs that pass it no longer compile.',
      'Remove it from calls.',
    ),
  },
  'parameter-became-required': {
    always: breaks(
      'is now required',
      'The server rejects calls without it. The new SDK requires it, so calls without it no longer compile.',
      'Pass the parameter in every call.',
    ),
  },
  'parameter-became-optional': {
    always: safe('is now optional', 'Calls that pass it work and compile as before.'),
  },
  'path-parameter-renamed': {
    always: mayBreakSource(
      'was renamed in the path',
      'A path contains values and no names, so requests stay the same. Path parameters are arguments by position, so programs compile. Only code that uses the name itself notices.',
    ),
  },
  'querystring-renamed': {
    always: breaksSource(
      'was renamed',
      'Its name is not sent. Programs that pass it by its old name no longer compile.',
      'Pass the parameter by its new name.',
    ),
  },
  'parameter-renamed': {
    always: breaks(
      'was renamed',
      'The server reads the new name, and the old SDK sends the old one. Programs pass it by its old name and no longer compile.',
      'Pass the parameter by its new name.',
    ),
  },
  'parameter-moved': {
    always: breaksWire(
      'is sent in another location',
      'The server reads it from its new location (path, query, header or cookie), and the old SDK sends it in the old one. The new SDK takes it by the same name, unless it moved to or from the path.',
      'Update the SDK before the server stops reading the old location.',
    ),
  },
  'parameter-regrouped': {
    always: breaksSource(
      'is passed in another shape',
      'An exploded object in the query is sent as one parameter for each property, so requests stay the same. Programs pass the values in another shape and no longer compile.',
      'Pass the values in their new shape.',
    ),
  },
  'parameter-order-changed': {
    always: mayBreakSource(
      'has its path parameters in another order',
      'Path parameters are arguments in the order of the path. If their types are the same, programs compile and send them in the wrong order.',
      'Check the order of the arguments in every call.',
    ),
  },
  'parameter-serialization-changed': {
    always: breaksWire(
      'is written in another way',
      'The server reads `style` and `explode` (Swagger 2.0: `collectionFormat`) as the document now says, and the old SDK sends them as before. The types are the same.',
      TOGETHER,
    ),
  },
  'parameter-allowance-changed': {
    always: mayBreakWire(
      'may contain other characters, or may no longer be empty',
      'The server may read reserved characters, or a parameter without a value, differently. The types are the same.',
      'Check calls that send an empty value or reserved characters.',
    ),
  },
  'parameter-allowance-granted': {
    always: safe('may now be empty', 'What was sent before is still accepted.'),
  },
  'parameter-content-changed': {
    always: effect(
      'breaking',
      'potentially-breaking',
      'is written as another media type',
      'A parameter with `content` is sent as text of that media type, usually JSON; one with `schema` in its style. The server no longer reads what the old SDK sends.',
      TOGETHER,
    ),
  },
} as const satisfies Kinds;
