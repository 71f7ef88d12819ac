import type { Parameter, TypeRef } from './model.js';
import { unreachable } from './type-refs.js';

/** A function of the runtime that writes a value in a style which is not the default of its location. */
export type StyleHelper =
  | 'asciiJson'
  | 'commaDelimited'
  | 'deepObject'
  | 'exploded'
  | 'joined'
  | 'jsonValue'
  | 'label'
  | 'matrix'
  | 'pipeDelimited'
  | 'plainCookie'
  | 'spaceDelimited'
  | 'tabDelimited';

/** A call of a helper, with its arguments behind the value. */
export interface StyleCall {
  readonly helper: StyleHelper;
  readonly rest: readonly (string | true)[];
}

/** How a parameter's value is written (OpenAPI 3.1, section 4.8.12.2); undefined for one that needs no conversion. */
export function getStyleCall({
  in: location,
  style,
  explode,
  type,
  wireName,
}: Parameter): StyleCall | undefined {
  const call = (helper: StyleHelper, ...rest: readonly (string | true)[]) => ({ helper, rest });
  const exploded = explode ? ([true] as const) : [];
  const isWhole = explode || isScalar(type);
  const separated = (helper: StyleHelper, separator: string) => {
    if (isWhole) return undefined;
    return location === 'query' ? call(helper) : call('joined', separator);
  };
  switch (style) {
    case 'json':
      return call(location === 'header' ? 'asciiJson' : 'jsonValue');
    case 'deepObject':
      return call('deepObject');
    case 'label':
      return call('label', ...exploded);
    case 'matrix':
      return call('matrix', wireName, ...exploded);
    case 'spaceDelimited':
      return separated('spaceDelimited', ' ');
    case 'pipeDelimited':
      return separated('pipeDelimited', '|');
    case 'tabDelimited':
      return separated('tabDelimited', '\t');
    case 'cookie':
      return call('plainCookie', ...exploded);
    case 'form':
      return isWhole ? undefined : call('commaDelimited');
    case 'simple':
      return explode && !isScalar(type) ? call('exploded') : undefined;
    default:
      return unreachable(style);
  }
}

/** The helper that sends a parameter's reserved characters as they are; undefined where that is not declared. */
export function getReservedHelper({
  in: location,
  allowReserved,
}: Parameter): 'allowReserved' | 'reservedInPath' | undefined {
  if (!allowReserved) return undefined;
  if (location === 'query') return 'allowReserved';
  return location === 'path' ? 'reservedInPath' : undefined;
}

function isScalar(type: TypeRef): boolean {
  return type.kind === 'scalar' || type.kind === 'literal';
}
