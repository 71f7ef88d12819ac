/** The name of this program's command. */
export const PROGRAM = 'optimum-sdkgen';

/** How users run it: it is installed in their project. */
export const RUN_PROGRAM = `npx ${PROGRAM}`;

/** How this program identifies itself to servers. */
export const USER_AGENT = 'optimum-sdk-generator';
