/** A server of the Model Context Protocol for an API. It loads the SDK of the protocol, so import it when it is needed. */
export { serveHttp, type HttpServer } from './http.js';
export { createMcpServer, type ServerOptions } from './server.js';
export { prepareApi, type PreparedApi, type SessionOptions } from './session.js';
export { serveStdio } from './stdio.js';
