// Secrets that everyone knows: defaults of frameworks and products, keys of tutorials and readmes, first words of every
// word list. Words only. Compared without regard to case and separators, so `my_secret_key` stands for `My-Secret-Key` too.

const frameworkDefaults = `
your-super-secret-jwt-token-with-at-least-32-characters-long
super-secret-jwt-token-with-at-least-32-characters-long
a-string-secret-at-least-256-bits-long
a-string-secret-at-least-384-bits-long
a-string-secret-at-least-512-bits-long
a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long
ultra-secret-very-secret-super-secret-key
reallyreallyreallyreallyverysafe
toBeModified
toBeModified1 toBeModified2 toBeModified3 toBeModified4
tobemodified
pleaseChangeThisSecretForANewOne
your-256-bit-secret your-384-bit-secret your-512-bit-secret
shhhh shhhhh shhhhhh shhhhhhh shhhhhhared-secret shhhhhared-secret shhhhared-secret shhhhh-very-secret
keyboard-cat keyboardcat
3cfa76ef14937c1c0ea519f8fc057a80fcd04a7420f8e8bcd0a7567c272e007b
352d20ee67be67f6340b4c0605b044b7
404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970
16f8c0ef4a5d391b26034086c628469d3f9f497f08163ab9b40137092f2909ef eaa5191f2914e30b9387fd84e254e4ba6fc51b4654968a9b0803b456a54b8418
SecretKey012345678901234567890123456789012345678901234567890123456789 ThisIsMyCustomSecretKey012345678
CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET thisISaSECRET_1234 YOUR_OWN_RANDOM_GENERATED_SECRET_KEY TEST_NON_DEV_SECRET temporary_key
sk-9f73s3ljTXVcMT3Blb3ljTqtsKiGHXVcMT3BlbkFJLK7U replace-with-secure-random-value
bezKoderSecretKey secretbezKoderSecretKey
i-am-a-secret this-is-a-secret this-is-secret this-is-my-secret thisismysecretkey this-is-a-very-secret-key
this-is-a-secret-key this-is-my-custom-secret-key thisismycustomsecretkey
some-secret some-secret-key some-super-secret somesupersecretkey
a-secret a-secret-key asecret averysecretkey a-very-secret-key averylongsecret a-very-long-secret
an-insecure-secret insecure insecure-secret not-so-secret not-secret not-a-secret
ilovenodejs ilovenode ilovejavascript
secret-passphrase secret-phrase secret-string secret-word secretword secretstring secret-value
complex_password_at_least_32_characters_long complex-password-at-least-32-characters-long
must-be-at-least-32-characters-long secret-must-be-at-least-32-characters
averylogphrasebiggerthanthirtytwochars a-very-long-phrase-bigger-than-thirty-two-chars
my32characterultrasecurestring my-32-character-ultra-secure-and-ultra-long-secret
my-ultra-secure-json-web-token-secret MY-SECRET-KEY-SHOULD-BE-AT-LEAST-32-CHARACTERS-LONG
do-not-use-in-production do-not-use-this donotusethisvalueinstead-create-a-complex-secret
use-a-strong-secret use-a-better-secret-in-production
unsafe-secret unsafe-default-secret default-secret default-secret-key default-jwt-secret default_secret_key_change_me
fallback-secret fallback-secret-key fallback-jwt-secret fallback
nestjs-secret nestjs express-secret node-secret nodejs-secret mern-secret mernsecret mern-stack
bezkoder-secret-key bezkoder grokonez-super-secret-key jwtsecretexample
`;

const commonWords = `
secret secrets secret1 secret12 secret123 secret1234 thesecret topsecret top-secret top-secret-key verysecret very-secret
supersecret super-secret supersecret1 supersecret123 supersecretkey super-secret-key super-secret-value supersupersecret
supersecretjwt supersecretjwtkey supersecretpassword supersecrettoken superdupersecret super-duper-secret ultrasecret
mysecret my-secret mysecret1 mysecret123 mysecretkey my-secret-key mysecretkey123 mysupersecret my-super-secret mysupersecretkey
my-super-secret-key mysecrettoken my-secret-token mysecretpassword my-jwt-secret myjwtsecret myjwtsecretkey my-jwt-secret-key
mytoken mykey my-key myprivatekey my-private-key my-app-secret myappsecret
secretkey secret-key secretkey1 secretkey123 secret-key-123 secret-key-here secretkeyhere thesecretkey secretkeyforjwt
jwt jwtsecret jwt-secret jwtsecret123 jwt-secret-123 jwtsecretkey jwt-secret-key jwtsecretkey123 jwtkey jwt-key jwtprivatekey jwt-private-key
jwttoken jwt-token jwt-token-secret jwtauth jwtpassword jwt-test-secret json-web-token jsonwebtoken secretjwt secret-jwt secretjwtkey
access-secret accesssecret access-token-secret accesstokensecret refresh-secret refreshsecret refresh-token-secret refreshtokensecret
access-token-secret-key refresh-token-secret-key access refresh token tokensecret token-secret secrettoken secret-token tokenkey
auth-secret authsecret auth-secret-key session-secret sessionsecret session cookie-secret cookiesecret cookie
app-secret appsecret api-secret apisecret client-secret clientsecret signing-key signingkey signing-secret hmac-secret encryption-key
private-key privatekey key keykey key123 passphrase
dev devsecret dev-secret dev-secret-key dev-jwt-secret development development-secret dev-only-secret local local-secret local-dev-secret
test testing test1 test123 test1234 testtest testsecret test-secret test-secret-key testkey test-key test-jwt-secret testtoken
demo demo-secret demosecret sample samplesecret example example-secret examplekey dummy dummy-secret dummysecret fake fakesecret
foo bar foobar foobarbaz baz hello hello-world helloworld hi abc abc123 abcd abcd1234 abcde abcdef abcdefg abcdefgh
change changeme change-me changeme123 changethis change-this changeit change-it change-me-please please-change-me pleasechangeme
change-in-production changeinproduction change-me-in-production changethisinproduction please-change-this change-this-secret
replaceme replace-me replace-this replacethis todo fixme placeholder
yoursecret your-secret yoursecretkey your-secret-key your-secret-key-here your-secret-here yourjwtsecret your-jwt-secret
your-jwt-secret-key your-jwt-secret-here your-super-secret your-super-secret-key your-super-secret-jwt-key yoursupersecretkey
your-key your-private-key your-token your-token-secret your-access-token-secret your-refresh-token-secret your-session-secret
insert-your-secret-here put-your-secret-here enter-your-secret-here random-secret random-string randomstring some-random-string
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pass pass123 passwd pwd mypassword my-password
admin admin1 admin123 admin1234 administrator adminadmin root root123 rootroot toor user user123 guest letmein welcome welcome1
qwerty qwerty1 qwerty12 qwerty123 qwertyuiop qwertyuiopasdfghjklzxcvbnm qwertyuiopasdfghjklzxcvbnm123456 asdf asdfasdf asdfgh asdfghjkl
asd123 zxcvbn zxcvbnm 1q2w3e 1q2w3e4r 1qaz2wsx qazwsx qazwsxedc a1b2c3 a1b2c3d4
0 1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 12345678901234567890 123123 112233 111111 000000 654321 987654321
0123456789abcdef 0123456789abcdef0123456789abcdef 12345678901234567890123456789012 1234567890abcdef abcdefghijklmnopqrstuvwxyz
abcdefghijklmnopqrstuvwxyz123456 abcdefghijklmnopqrstuvwxyz0123456789 00000000000000000000000000000000 deadbeef cafebabe
iloveyou monkey dragon master sunshine princess football baseball superman batman trustno1 shadow hunter2 whatever nothing blah
love god money coffee pizza banana potato unicorn rainbow cat kitty dog cats meow
node nodejs express react mern mongo mongodb postgres postgresql mysql redis docker server app myapp my-app application
none null undefined default salt pepper sauce secret-sauce secretsauce hush shh shhh quiet hidden confidential private public unknown
`;

const phrases = [
  'keyboard cat',
  'CHANGE-THIS! VERY IMPORTANT!',
  'DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.',
];

export const publishedSecrets: readonly string[] = [...phrases, ...`${frameworkDefaults}${commonWords}`.split(/\s+/).filter(Boolean)];

/** Words that people build secrets and placeholders of. A value that is made of nothing else was made by a person. */
export const humanWords: ReadonlySet<string> = new Set(`
a about above access account add admin again all am an and any api app application apps are as asecret at auth authentication authorization awesome
backend bad base be been best better big bit bits blog board book bot box build but by bytes can cat change char character characters chars chat
client cloud code company complex config cookie cool country create crypto dashboard data database db default demo dev developer development
do docker dog domain don dont dummy e easy ecommerce email encryption enter environment env example express fake fastify file first fixme
foo bar baz for from front frontend full generate generated generator get github go good google graphql great has have hello here hidden hmac hs home
how http https i id if in insecure insert into is it its java javascript jose js json jwt key keyboard keys kitty koa later least len length local
localhost long longer lorem ipsum love mail make master me mean mern message mini minimum mobile mongo mongodb more must my mysecret name nest nestjs new next nextjs no
node nodejs not now nuxt of off on one only open or our page pass passphrase passport password passwords passwd payload please postgres private prod
production project public put pwd python random rails react really real redis refresh remix replace replaced rest safe salt sample save
secret secrets secretkey secure security server service session set sha share shared shh shhh shhhh shhhhh shop sign signature signed signing simple
site social some something spring staging start store string strong student study stuff super supersecret supabase svelte system task team temp temporary test
testing that the them then there these they thing this time to todo token tokens too tool top topsecret tutorial two type typescript ultra
unique unsafe update use used user username users utils value values variable verify version very vue was we web website welcome what with
without word words world write www x y yes you your yourself z zero abc xyz qwerty asdf admin administrator root
`.split(/\s+/).filter(Boolean));

/** Words that ask the reader to put something else here. */
export const placeholderWords: ReadonlySet<string> = new Set([
  'change', 'changed', 'changeme', 'changethis', 'changeit', 'replace', 'replaceme', 'replaced', 'insert', 'your', 'yours', 'todo', 'fixme',
  'example', 'dummy', 'placeholder', 'generate', 'generated', 'generateme', 'fill', 'tobemodified', 'redacted', 'sample', 'enter', 'put', 'tbd',
  'modified', 'set', 'xxx', 'xxxx', 'xxxxx', 'omitted', 'removed',
]);

/** Words that stand beside those without making a value of them: change me in production, your 256 bit secret here. */
export const placeholderFillers: ReadonlySet<string> = new Set(`
a an and any api app as at auth be better before bit bits by bytes char characters chars client code cookie database db default deploy env for from
here hmac hs id in is it jwt key least length long longer me min minimum more must my must new nextauth of one or own password passphrase please prod
production random real refresh access safe same secret secrets secure session should sign signing some something string strong super supersecret
text that the this to token tokens unique up use user value values very with within word yours openssl rand base hex
now soon later first internal external service server admin cron encryption encrypt webhook install instance every just type dev development
local testing test
`.split(/\s+/).filter(Boolean));

/** What documents show, by how it ends: AWS's `…bPxRfiCYEXAMPLEKEY`. */
export const documentedSamples = /EXAMPLE(?:KEY|SECRET|TOKEN)?$/;
