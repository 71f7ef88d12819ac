/**
 * Texts by the words of a property's name, in English, French and Spanish. The first rule that matches is used. A text is one
 * of several, by the property's seed; `#` in it is replaced by a digit, `{x}` by a hexadecimal digit, `{name}` by the property's
 * words, `{resource}` by those of the object.
 */
export type TextRule = readonly [words: RegExp, texts: readonly string[]];

/** Names and titles of what an object is, by the words of its type or of the property that holds it. */
export const NAME_RULES: readonly TextRule[] = [
  [
    /\b(movie|film|pelicula|alternative title)s?\b/,
    ['The Long Harbour', 'Midnight in Lyon', 'Paper Moons', 'The Last Orchard'],
  ],
  [
    /\b(series|shows?|season|serie)\b/,
    ['Harbour Lights', 'The Night Shift', 'North of Nowhere', 'Small Hours'],
  ],
  [/\bepisodes?\b/, ['Pilot', 'The Arrival', 'Lost and Found', 'A Quiet Place']],
  [
    /\b(book|edition|livre|libro)s?\b/,
    ['The Salt Road', 'Letters from the Coast', 'A History of Rain'],
  ],
  [/\b(track|song|album|artist)s?\b/, ['Blue Hour', 'Open Windows', 'Second Summer']],
  [
    /\b(exercise|course|chapter|module|lesson|subject|asignatura|curso)s?\b/,
    ['Introduction', 'Algebra', 'Data structures', 'Reading comprehension'],
  ],
  [/\b(project|initiative)s?\b/, ['Atlas', 'Harbour renewal', 'Blue Line']],
  [
    /\b(team|group|department|departamento|service|unit)s?\b/,
    ['Operations', 'Finance', 'Customer support', 'Engineering'],
  ],
  [/\b(role|permission)s?\b/, ['Administrator', 'Editor', 'Viewer']],
  [/\b(categor(y|ies)|genres?|categorie|categoria)\b/, ['Drama', 'Science', 'Travel', 'Home']],
  [/\b(tag|label)s?\b/, ['urgent', 'archive', 'north', 'review']],
  [
    /\b(product|item|article|variant|producto|produit|inventory|asset)s?\b/,
    ['Desk lamp', 'Office chair', 'Cordless drill', 'Coffee grinder'],
  ],
  [/\b(pets?|animals?)\b/, ['Filou', 'Luna', 'Oscar']],
  [/\b(quality|profile|format)s?\b/, ['Standard', 'HD-1080p', 'Any']],
  [/\b(language|langue|idioma|culture)s?\b/, ['English', 'French', 'Spanish']],
  [/\b(countr(y|ies)|pays|pais)\b/, ['France', 'Belgium', 'Spain']],
  [/\b(cit(y|ies)|ville|ciudad|town|municipality|district)\b/, ['Paris', 'Lyon', 'Lille']],
  [/\bairports?\b/, ['Paris Charles de Gaulle', 'Lyon Saint-Exupéry', 'Madrid Barajas']],
  [/\b(airline|carrier)s?\b/, ['Hexagone Air', 'Atlantic Wings']],
  [
    /\b(hotel|property|room|listing|apartment)s?\b/,
    ['Bright studio near the station', 'Garden apartment', 'Harbour room'],
  ],
  [/\b(currenc(y|ies)|devise|moneda)\b/, ['Euro', 'US dollar', 'Pound sterling']],
  [/\b(server|host|device|instance|machine)s?\b/, ['web-##', 'edge-##', 'db-##']],
  [/\b(event|meeting)s?\b/, ['Spring workshop', 'Annual meeting', 'Open day']],
  [
    /\b(geofence|site|depot|location|warehouse|place)s?\b/,
    ['Depot Lyon', 'Depot Lille', 'Depot Nantes', 'Depot Paris'],
  ],
];

export const TEXT_RULES: readonly TextRule[] = [
  // Identifiers, codes and hashes.
  [
    /\biban\b/,
    [
      'FR7630006000011234567890189',
      'DE89370400440532013000',
      'ES9121000418450200051332',
      'BE68539007547034',
    ],
  ],
  [/\b(bic|swift)\b/, ['BNPAFRPP', 'DEUTDEFF', 'GEBABEBB']],
  [
    /\b(vat|tva|iva|btw)( number| id| no)?$|\btax (code|id|identifier|number)\b/,
    ['FR40303265045', 'BE0411905847', 'DE136695976'],
  ],
  [/\bisbn( ?13)?\b/, ['9782070360024', '9780141439518', '9783161484100']],
  [/\b(ean|gtin|barcode)\b/, ['4006381333931', '5901234123457']],
  [/\b(imdb)\b/, ['tt0#######']],
  [/\b(sku|reference|ref)\b/, ['AB-#####', 'KX-#####', 'MT-#####']],
  [
    /\b(guid|uuid|stamp)\b/,
    [
      '{x}{x}{x}{x}{x}{x}{x}{x}-{x}{x}{x}{x}-4{x}{x}{x}-8{x}{x}{x}-{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}',
    ],
  ],
  [/\bmac( address)?\b/, ['00:00:5e:00:53:{x}{x}']],
  [/\b(mask|netmask)\b/, ['255.255.255.0']],
  [/\b(subnet|cidr)$/, ['192.0.2.0/24', '198.51.100.0/24']],
  [/\bip ?v6\b/, ['2001:db8::{x}{x}{x}']],
  [/\bips?\b|\bip ?(v4 ?)?address(es)?\b|\bbind address\b/, ['192.0.2.1#', '198.51.100.2#']],
  [/\b(e ?mail|mail) domains?\b/, ['example.com', 'example.net', 'example.org']],
  [
    /\b(host ?name|host|domain|smtp host|server name)\b/,
    ['host-##.example.com', 'node-##.example.net'],
  ],
  [/\b(sha ?256)\b/, ['{x}'.repeat(64)]],
  [/\b(hash|checksum|sha1?|etag|commit|fingerprint|hmac|signature)\b/, ['{x}'.repeat(40)]],
  [/\bmagnet\b/, [`magnet:?xt=urn:btih:${'{x}'.repeat(40)}`]],
  [
    /\b(jwt|(access|id|refresh|reset|guest) ?token|token|secret|api ?key|private key|public key)$/,
    ['sandbox-{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}'],
  ],
  [/\b(password|pass|contrasena|mot de passe)\b/, ['Sandbox-pass-##']],
  [/\byear\b|\bannee\b/, ['2019', '2022', '2025']],
  [/\bflight (number|no)\b/, ['AF####', 'IB####', 'LH####']],
  [/\bseat (number|no)\b|^seat$/, ['12A', '7C', '23F']],
  [/\bairport\b/, ['CDG', 'LYS', 'MAD', 'BRU', 'FRA']],
  [/\bpassport\b/, ['##AB#####']],
  [/\b(gender|sexe|sexo)\b/, ['female', 'male']],
  // Addresses of people and places; persons, vehicles and street addresses have rules of their own.
  [/\b(governorate|region|province|provincia|county)\b/, ['Occitanie', 'Bretagne', 'Normandie']],
  [/\b(nationality|nacionalidad|nationalite)\b/, ['French', 'Spanish', 'Belgian']],
  [/\btime ?zone\b/, ['Europe/Paris', 'Europe/Madrid', 'UTC']],
  [/\b(language|locale|culture|langue|idioma)( code| tag)?s?\b/, ['en', 'fr', 'es']],
  [/\bcurrenc(y|ies) symbol\b|^symbol$/, ['€', '$', '£']],
  [/\b(currenc(y|ies)|devise|moneda|waluta)\b(?! name)/, ['EUR', 'USD', 'GBP']],
  [/\bpostal code|\bzip|\bcode postal\b|\bcodigo postal\b/, ['75011', '69003', '59000']],
  // Files, formats and software.
  [/\b(user ?agent)\b/, ['Mozilla/5.0 (X11; Linux x86_64)']],
  [/\b(os|platform)( name)?$/, ['Linux', 'Windows', 'macOS']],
  [/\b(runtime|framework) ?(name)?$/, ['.NET', 'Node.js']],
  [/\b(dynamic range)( type)?\b/, ['HDR10', 'SDR']],
  [/\b(video )?resolution\b/, ['1920x1080', '1280x720', '3840x2160']],
  [/\bscan type\b/, ['Progressive', 'Interlaced']],
  [/\baudio codec\b|\baudio format\b/, ['AAC', 'FLAC', 'EAC3']],
  [/\b(video )?codec\b/, ['h264', 'x265', 'AV1']],
  [/\bsubtitles\b/, ['en/fr', 'en/es']],
  [/\brun ?time\b/, ['1:48:0#', '0:52:1#']],
  [/\b(content|media|mime) ?type\b/, ['application/pdf', 'text/csv', 'image/jpeg']],
  [/\b(file )?extensions?$/, ['.pdf', '.csv', '.jpg']],
  [
    /\b(file ?name|nom de fichier|fichier|nombre archivo)s?\b/,
    ['document-####.pdf', 'report-####.csv', 'photo-####.jpg'],
  ],
  [
    /\b(folder|directory|root path|mount point|dossier|carpeta)\b/,
    ['/data/archive', '/srv/files', '/data/media'],
  ],
  [/\b(relative path)\b/, ['archive/file-####.dat']],
  [/\bbase( path)?$|\bpath base\b|\burl base\b/, ['/api']],
  [/\b(path|ruta|chemin)s?\b/, ['/data/archive/file-####.dat', '/srv/files/item-####.dat']],
  [/\b(versions?|build number)\b|^release$/, ['1.4.2', '2.0.1', '3.12.0']],
  [/\b(date|time) format\b/, ['yyyy-MM-dd', 'HH:mm']],
  [/\bbranch\b/, ['main', 'develop']],
  [/\b(repository|repo)\b/, ['example/service-##']],
  [/\b(log ?level|level)\b/, ['info', 'warning', 'debug']],
  [/\b(theme|layout|style)\b/, ['light', 'dark', 'auto']],
  [/\bslug\b/, ['the-long-harbour', 'paper-moons', 'blue-hour']],
  [
    /\b(avatar|image|logo|photo|picture|poster|cover|thumbnail|icon)s?( url)?$/,
    ['https://example.com/images/####.jpg'],
  ],
  [
    /\b(urls?|uri|link|website|href|wiki|endpoint|homepage|trailer)$/,
    ['https://example.com/{path}/####'],
  ],
  // States, kinds and units.
  [/\bsort (direction|order)\b/, ['ascending', 'descending']],
  [/\b(sort|order) ?(key|by)$/, ['name', 'date']],
  [/\bpayment (method|type)\b/, ['card', 'transfer']],
  [/\b(statu(s|t)|state|estado|etat|statut)( name| display)?$/, ['active', 'pending', 'completed']],
  [/\b(priority|severity)\b/, ['low', 'normal', 'high']],
  [/\b(http )?method\b/, ['GET', 'POST']],
  [/\b(temperature )unit\b/, ['°C']],
  [/\b(unit|unite|unidad)\b/, ['kg', 'm', 'piece']],
  [/\bfuel type\b/, ['petrol', 'diesel', 'electric']],
  [/\b(species|breed)\b/, ['Dog', 'Cat', 'Rabbit']],
  [/\bgenres?\b/, ['Drama', 'Comedy', 'Documentary']],
  [/\bseat class\b/, ['Economy', 'Business']],
  [/\baircraft model\b/, ['Airbus A320', 'Boeing 737']],
  [/\b(roles?|user type)\b/, ['admin', 'editor', 'viewer']],
  [/\b(provider|source|origin)( name)?$/, ['web', 'mobile', 'import']],
  [/\b(department|departamento)\b/, ['Operations', 'Finance', 'Engineering']],
  [/\b(studio|publisher|editor)\b/, ['Harbour House', 'Blue Line', 'North Press']],
  [/\b(certification)\b/, ['PG', 'PG-13', 'R']],
  [/\btype$/, ['standard', 'custom', 'basic']],
  [/\bcategor(y|ies)$|\bcategorie\b|\bcategoria\b/, ['Drama', 'Science', 'Travel', 'Home']],
  [/\btags?$|\blabels$|\bkeywords?$/, ['delivery', 'pool', 'night shift', 'north']],
  // Prose.
  [
    /\b(error|exception|failure)s?( message)?\b/,
    ['The value could not be saved.', 'The service did not answer in time.'],
  ],
  [/\bmessages?$|\bmensaje\b/, ['The request was processed.', 'Saved.']],
  [/\b(reason|motif|motivo)\b/, ['Requested by the customer.', 'No longer needed.']],
  [/\b(bio|about)\b/, ['Lives near the coast and likes long walks.']],
  [/\b(question|query|search term|search)\b/, ['harbour', 'winter timetable']],
  [
    /\b(comments?|notes?|remarks?|details?|info(rmation)?|observaciones|commentaire)\b/,
    ['Checked on site.', 'Nothing to report.', 'See the attached document.'],
  ],
  [
    /\b(descriptions?|overview|summary|abstract|descripcion|resume|content|text|body|caption|help text|hint)\b/,
    [
      'A short text that describes the {resource}.',
      'Everything in one place.',
      'Updated after the last review.',
    ],
  ],
];
