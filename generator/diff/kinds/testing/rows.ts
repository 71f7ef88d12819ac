import type { Verdict } from '../../change.js';

/** A change that a comparison must find, with both verdicts and the id of its kind. */
export interface Row {
  readonly group: string;
  /** What happened, in lower case, without what is in brackets. */
  readonly name: string;
  /** A key of `KINDS`, after its direction if it has one: `request type-changed`; `silent` for what is no change. */
  readonly id: string;
  /** Undefined: the change is not on the wire. */
  readonly wire: Verdict | undefined;
  readonly source: Verdict;
}

/** The verdicts for wire and source (B: breaking, P: potentially, N: not, -: not on the wire), the kind, what happened. */
const TABLE = `
# operations / paths
B B path-removed                               path removed
B B operation-removed                          operation removed
N N operation-added                            path or operation added
B N operation-method-changed                   http method changed
B N operation-moved                            path moved/prefixed, same operationid
N B operation-id-changed                       operationid renamed
N B operation-id-added                         operationid added where there was none
N B operation-tag-changed                      operation moved to other tag
N N deprecated                       operation deprecated
N N undeprecated                     operation un-deprecated
P N sunset-shortened                 sunset date deleted / moved earlier
P N stability-decreased              stability level decreased
N N documentation-changed            summary/description/externaldocs/example changed

# parameters
B B parameter-added-required                   new required parameter
N N parameter-added-optional                   new optional parameter
B B path-parameter-added                       new path parameter
P B parameter-removed                          parameter removed
B B parameter-became-required                  optional -> required
N N parameter-became-optional                  required -> optional
N P path-parameter-renamed                     path parameter renamed
B B parameter-renamed                          query/header parameter renamed
B N parameter-moved                            parameter moved
N P parameter-order-changed                    parameter order changed
B N parameter-serialization-changed            style / explode / collectionformat changed
P N parameter-allowance-changed                allowreserved / allowemptyvalue changed
B P parameter-content-changed                  parameter schema <-> content
B B request type-changed                     parameter type/format changed
N N request type-generalized                 parameter type generalized
B B request type-specialized                 parameter type specialized
B B request enum-value-removed               parameter enum value removed
N N request enum-value-added                 parameter enum value added
B B request became-enum                      parameter became enum
B B request became-not-nullable              parameter became not nullable
N N request became-nullable                  parameter became nullable
P N request default-changed                  parameter default changed/added/removed
B N request constraint-tightened             parameter constraint tightened
N N request constraint-relaxed               parameter constraint relaxed
N N deprecated                       parameter deprecated
N N documentation-changed              parameter description changed

# request body
B B request-body-added-required                required request body added
N N request-body-added-optional                optional request body added
P B request-body-removed                       request body removed
B B request-body-became-required               request body optional -> required
N N request-body-became-optional               request body required -> optional
B B request media-type-removed                 request media type removed
N N request media-type-added                   request media type added
B N request encoding-changed           request encoding changed
B B request required-property-added            required property added
N N request optional-property-added            optional property added
P B request optional-property-removed                   property removed
B B request property-became-required           property optional -> required
N N request property-became-optional           property required -> optional
B B request became-not-nullable       property became not nullable
N N request became-nullable           property became nullable
B B request type-changed              property type/format changed
N N request type-generalized          property type generalized
B B request type-specialized             property type narrowed
B B request enum-value-removed        property enum value removed
N N request enum-value-added          property enum value added
B B request became-enum               property became enum
B B request const-changed             const changed/added
N N request const-removed             const removed
B B request variant-removed                    oneof/anyof variant removed
N N request variant-added                      oneof/anyof variant added
B B request all-of-added                       allof part added
P P request all-of-removed                     allof part removed
P P request wrapped-in-one-of                  wrapped in oneof
P B request discriminator-mapping-changed              discriminator added/removed/mapping/propertyname changed
P B request became-read-only          property became readonly
N P request became-not-read-only      property stops being readonly
N N request optional-became-write-only         property became writeonly
B B request additional-properties-forbidden    additionalproperties allowed -> forbidden
B B request additional-properties-typed additionalproperties value type changed
B N request constraint-tightened         uniqueitems / multipleof / min-/maxproperties tightened
B N request constraint-tightened               constraint tightened
N N request constraint-relaxed                 constraint relaxed
P N request default-changed                    default changed/added/removed
N N deprecated                property deprecated

# responses
B B success-status-removed            success status removed
P P success-status-added              success status added
P N success-status-changed            200 -> 201, same schema
P N error-status-added                error status added
N P error-status-removed              error status removed
N P default-response-changed            default response added/removed
B B response media-type-removed                response media type removed
N N response media-type-added                  response media type added
P P response media-type-renamed                response media type renamed/generalized
B B response content-schema-removed                      body removed
N N response content-schema-added                        body added
B B response required-property-removed         required property removed
P B response optional-property-removed         optional property removed
N N response required-property-added           required property added
N N response optional-property-added           optional property added
B B response property-became-optional          property required -> optional
N N response property-became-required          property optional -> required
B B response became-nullable          property became nullable
N N response became-not-nullable      property became not nullable
B B response type-changed             property type/format changed
B B response type-generalized         type generalized
N N response type-specialized         type specialized
P P response format-changed                    format added/removed/changed
P P response enum-value-added                  enum value added
N P response enum-value-removed                enum value removed
N N response became-enum                       became enum
B B response enum-removed                      enum constraint removed
N N silent                         enum order changed
N B enum-member-renamed                        enum member name changed
B B response const-changed            const changed / removed
P B response variant-added                     oneof/anyof variant added
N P response variant-removed                   oneof/anyof variant removed
P P response all-of-added                    allof part added / removed
P B response discriminator-mapping-changed             discriminator changed
B B response required-became-write-only        property became writeonly
N N response became-not-write-only    property stops being writeonly
N P response became-read-only         property became readonly
N P response additional-properties-forbidden   additionalproperties allowed -> forbidden
P N response additional-properties-allowed     additionalproperties forbidden -> allowed
B B response type-changed                array items type changed
P N response constraint-relaxed                constraint changed
N N response default-changed                   default changed
N N deprecated               property deprecated
B P required-header-removed           required header removed
P P optional-header-removed           optional header removed
N N header-added                      header added
B P header-became-optional               header type changed / became optional / nullable

# components, security, document
- B schema-removed                             named schema removed
N B schema-renamed                             named schema renamed, same shape
N N schema-added                               named schema added
N P unused-schema-removed                      unused schema removed
N N silent                             inline -> $ref, same shape
N N silent                          allof-wrap of single $ref, same shape
N N silent                      nullable: 3.0 keyword vs 3.1 type array vs oneof null
N N silent                              key order / required order / openapi patch version
B P security-added                             security added to operation
N P security-removed                           security removed
B B security-scheme-changed                    security scheme type changed / apikey name / in
P N security-scopes-changed                    oauth scope added / removed / url changed
P N server-changed                             server url / host / basepath / schemes changed
N N info-changed                               info.version / title changed
P P webhook-removed                            webhook added / removed
P N callback-changed                           callback added / changed
`;

export const ROWS: readonly Row[] = parsed();

function parsed(): readonly Row[] {
  let group = '';
  const rows: Row[] = [];
  for (const line of TABLE.split('\n').filter(Boolean)) {
    if (line.startsWith('# ')) {
      group = line.slice('# '.length);
      continue;
    }
    const [, wire = '', source = '', id = '', name = ''] =
      /^(\S) (\S) ((?:(?:request|response) )?\S+) +(.*)$/.exec(line) ?? [];
    const onSource = verdictOf(source);
    if (onSource === undefined) throw new Error(`"${line}" is not a row`);
    rows.push({ group, name, id, wire: verdictOf(wire), source: onSource });
  }
  return rows;
}

function verdictOf(letter: string): Verdict | undefined {
  switch (letter) {
    case 'B':
      return 'breaking';
    case 'P':
      return 'potentially-breaking';
    case 'N':
      return 'non-breaking';
    default:
      return undefined;
  }
}
