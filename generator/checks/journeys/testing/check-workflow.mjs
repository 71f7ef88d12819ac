import { readFileSync } from 'node:fs';
import { register } from 'node:module';

// What GitHub's own parser has to say of a workflow, one complaint a line. It asks for its schema in a way that Node 20 does not take.
const hook = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import('@actions/workflow-parser');
const [path] = process.argv.slice(2);
const file = { name: path, content: readFileSync(path, 'utf8') };
const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
const template = value && (await convertWorkflowTemplate(context, value));
const complaints = [...context.errors.getErrors(), ...(template?.errors ?? [])];
for (const message of new Set(
  complaints.map((complaint) => complaint.message ?? complaint.Message),
))
  console.log(message);
