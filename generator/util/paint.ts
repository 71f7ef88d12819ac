import { styleText } from 'node:util';

export type Style = 'red' | 'yellow' | 'green' | 'dim' | 'bold';

/**
 * @param terminal whether its stream takes colours; Node would look at standard output.
 * @returns the text, in the style where colours are taken.
 */
export function paint(terminal: { readonly colours: boolean }, style: Style, text: string): string {
  return terminal.colours ? styleText(style, text, { validateStream: false }) : text;
}
