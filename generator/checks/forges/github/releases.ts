import { filledText, flag, oneOf, optional, text } from '../fields.js';
import { PAGES } from '../rest-server.js';
import {
  createFieldError,
  notFound,
  repositoryRoute,
  requireToken,
  type GitHubState,
} from './state.js';
import { replyWithPage, viewRelease } from './views.js';

export const RELEASE_ROUTES = [
  repositoryRoute('GET', '/releases', { needs: ['contents:read'], query: PAGES }, (state, call) =>
    replyWithPage(state.releases.toReversed(), call, (one) => viewRelease(state, one)),
  ),
  repositoryRoute('GET', '/releases/tags/*tag', { needs: ['contents:read'] }, (state, call) => {
    const found = state.releases.find(({ tag, isDraft }) => tag === call.params['tag'] && !isDraft);
    if (found === undefined) throw notFound();
    return { status: 200, body: viewRelease(state, found) };
  }),
  repositoryRoute(
    'POST',
    '/releases',
    {
      needs: ['contents:write'],
      body: {
        tag_name: filledText,
        target_commitish: optional(filledText),
        name: optional(text),
        body: optional(text),
        draft: optional(flag),
        prerelease: optional(flag),
        generate_release_notes: optional(flag),
        make_latest: optional(oneOf('true', 'false', 'legacy')),
      },
    },
    async (state, call) => {
      const { tag_name: tag, name = null, body = null, draft, prerelease } = call.body;
      if (state.releases.some((one) => one.tag === tag))
        throw createFieldError('Release', { field: 'tag_name', code: 'already_exists' });
      const target = call.body.target_commitish ?? (await state.repository.defaultBranch());
      if (draft !== true) await createTag(state, tag, target);
      const release = {
        id: state.nextId(),
        tag,
        target,
        name,
        body,
        isDraft: draft ?? false,
        isPrerelease: prerelease ?? false,
        author: requireToken(call).login,
        createdAt: state.tick(),
      };
      state.releases.push(release);
      return { status: 201, body: viewRelease(state, release) };
    },
  ),
];

/** A tag that exists stays where it is. */
async function createTag({ repository }: GitHubState, tag: string, target: string): Promise<void> {
  if ((await repository.refs('refs/tags/')).has(`refs/tags/${tag}`)) return;
  const commit = (await repository.tip(target)) ?? (await repository.resolve(target));
  if (commit === undefined)
    throw createFieldError('Release', { field: 'target_commitish', code: 'invalid' });
  await repository.setRef(`refs/tags/${tag}`, commit, '');
}
