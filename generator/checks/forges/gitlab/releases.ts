import { filledText, optional, text } from '../fields.js';
import { PAGES } from '../rest-server.js';
import { createError, notFound, projectRoute, requireUser } from './state.js';
import { replyWithPage, viewRelease } from './views.js';

export const RELEASE_ROUTES = [
  projectRoute('GET', '/releases', { needs: 'reporter', query: PAGES }, (state, call) =>
    replyWithPage(state.releases.toReversed(), call, (release) => viewRelease(state, release)),
  ),
  projectRoute('GET', '/releases/:tag', { needs: 'reporter' }, async (state, { params }) => {
    const found = state.releases.find(({ tag }) => tag === params['tag']);
    if (found === undefined) throw notFound();
    return { status: 200, body: await viewRelease(state, found) };
  }),
  projectRoute(
    'POST',
    '/releases',
    {
      needs: 'developer',
      body: {
        tag_name: filledText,
        name: optional(text),
        description: optional(text),
        ref: optional(filledText),
        tag_message: optional(text),
        released_at: optional(text),
      },
    },
    async (state, call) => {
      const { tag_name: tag, name = tag, description = null, ref } = call.body;
      const { repository } = state;
      if (state.releases.some((release) => release.tag === tag))
        throw createError(409, 'Release already exists');
      const existing = await repository.resolve(`refs/tags/${tag}`);
      if (existing === undefined && ref === undefined)
        throw createError(422, 'Ref is not specified');
      const commit =
        existing ?? (await repository.tip(ref ?? '')) ?? (await repository.resolve(ref ?? ''));
      if (commit === undefined) throw createError(400, `Target ${ref ?? ''} is invalid`);
      if (existing === undefined) await repository.setRef(`refs/tags/${tag}`, commit, '');
      const author = requireUser(state, call);
      const release = { tag, name, description, commit, author, createdAt: state.tick() };
      state.releases.push(release);
      return { status: 201, body: await viewRelease(state, release) };
    },
  ),
];
