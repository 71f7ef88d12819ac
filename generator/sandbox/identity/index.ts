export { TOKEN_PATH, type Credentials, type Identity } from './identity.js';
export { OwnIdentity } from './own.js';
