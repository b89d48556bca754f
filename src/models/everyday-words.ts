// Words of plain English that comments are written in, beside those of programs (ordinary-words.ts). Shown where they stand alone or in
// twos between others; three in a row may be somebody's passphrase. The commonest of the comments of public projects.

const words = `
  able abort absent absolute accept acceptable accepted accepting accepts accessed accessible accidentally according accordingly
  accumulated accurate across act activate activated actively acts actual actually adding addition additional addressed addresses adds
  adjust administrator advanced affect affected afterwards against age ago agree ahead alias align alignment alive allowing allows alone
  along alternative amount analysis anchor animation anymore anyone anything anywhere apart appear appearance appears apple application
  applications applied applies applying approach appropriate area around artifacts ask asked asks assets assigned assignment assignments
  associate associated assume assumed assuming attach attached attacker attacks attempt attempted attempting attempts author authority
  authors automatic automatically available avatar average avoid away background backup backward backwards badge bail bank banks banner
  bar bare bars based basis batch became become becomes beginning behave behavior behaviour being believe belong belonging belongs best
  better beyond big billing binding binds blank blocked blocking blocks blue blur bold booking bookings border borrowed bottom bound
  boundary bounds brand breaking breaks broke broken bug builders building builds bulk bump business busy bypass calculate calculated
  calculating calculation calendar called caller calling calls came campaign cancel canceled cancelled candidates cap capabilities
  capability capture captured captures card cards care careful carries carry carrying cart carts cases casing cast catalog catches
  categories category caught causes causing cell center centered cents certain certificate chain changed changes changing channel
  character characters charge chart checked checking checkout children chip choice choose chunk chunks circular city claimed classes
  clause cleanup cleared clearing clears click clicked clicking clicks clone closes closing closure collapse collapsed collapses colleague
  colleagues collect collected collections color colors columns combination combinations combine combined come comes coming comments
  commit commits committed compact companies company compared comparing comparison compatible complete completed completely completes
  completion complex compliance components composite conditions confirm confirmation conflict conflicts connected connecting connections
  connects consecutive consider considered consistency consistent consistently construct constructed construction consume consumed
  consumer consuming consumption contact contain contained containing contains contents continue contract control controlled controls
  convenience conversion convert converted coordinates copied copies copying corner correct correctly cost costs could couldn counter
  counting country counts coupon courier cover covered covers crash crashing creates creating creation credit criteria critical currency
  currently customer customers cycle cycles dangling dark dates deactivate deactivated deal decide decides decision declaration declared
  dedicated deep defined defines defining definition delegate delegates deleted deliberate deliberately delivered delivers delivery demand
  denied dependent depending depth descendants describe describes descriptions design designed desired despite destination destroy
  destroyed detailed detect detected detection determine determined determines developer developers devices differ difference different
  differently digits dimension dimensions direct direction directly dirty disconnect discovery disk dismiss dismissal display displayed
  displays distinct distinguish distributed distribution divide doc doctor documentation documented documents doing dot double down drag
  dragged draw drift drop dropped dropping drops due dummy duplicate duration during dynamic eager earlier early easier easily easy edited
  editing editor effect effective effectively effects elements eligible elsewhere emails embedded emoji employee employees encrypted
  encryption ended ending ends enforce engineer engineers enhanced enough ensure enter entered entering enterprise entire entirely
  entities environments equality equals equivalent escaped escapes escaping especially established evaluate evaluation evening eventually
  everybody everyone everything everywhere exactly examples exceed except exception exchange exclude excluded executed execution exist
  existed existence existing exits expand expanded expect expected expects expensive experimental explains explicit exposed exposing
  expression expressions extended extending extract extracted extraction factor failing fails failures fake fall falling falls family far
  fast faster favor features feedback figure fill filled fills filters finds fine finished finishes fire fires firing fit fits fixed fixes
  flat flex flight floating flows flush focus focused fold follow followed following follows forced foreign forget forgot fork forms
  forwards fragment fragments frame frames free fresh friend friends front fully further future gap garbage general generally generating
  generation generic gets getting give gives giving goes going gone good got graceful granted grants greater green grid guarantee
  guaranteed guarantees guards guessing guests guidance guide hack handed handled handles handling hang happen happened happens hard
  harmless hasn haven having heading heartbeat heavy height held help helps hidden hide hides high higher highest highlight hint history
  hit hits holding holiday hosted hot hotel house hover however human icon idea identical identification identified identify ignoring
  immediate immediately implement implied important imported improve included including incoming incomplete incorrect increase increases
  increasing indefinitely independent independently indicate indicates indicating indicator individual individually infinite infinity
  inform information inherit inherited initial initially initiated injected injection inner inserted inside inspect installation installed
  instructions insufficient intact integrity intended intent intentional intentionally interaction intercept internally interrupted
  invisible invoice invoices isolate isolation issues january joined joins keeping keeps keyboard kill know knows lack lacks land lands
  languages laptop large larger largest launch layer layout lazy lead leading leads leaking leaks learn least leave leaves leaving left
  legacy lets letter letters levels licensed light likely limitations limited lines linked linking links listed listener listeners listing
  lists little live lives loaded loading loads locally locations locked locking logic logo long longer look looked looking lose loss lost
  lot low lower lowest machine machines magic maintain maintaining major makes making malicious manage managed management managing
  mandatory manual manually mapped maps marked marketing marking marks mask masked matched matches matching math matter matters maximum
  maybe mean meaning meaningful means meant mechanism medium met middle might migration minimal minimum minor mirrors miss mixed mobile
  mocked modern modify moment monday monthly morning mostly mounted mouse moved movement moves moving mutation naive naming narrow native
  natural navigate navigation necessarily necessary needed needing negative neither nesting net neutral newer newest newly newsletter nice
  night nobody noise non normally note notice notification notify observer obsolete obtain occur occurred occurrence occurs offer offers
  office offline often older oldest ones onto opened opening opens operate operator operators opposite optimistic option ordered ordering
  orders organization original originally others ourselves outer outgoing outside overall overhead overlap owned ownership owns packages
  paid pair pairs panel paragraph parallel parents partial particular partner partners passed passenger passes passing past paste pasted
  patch patched patient patients patterns pause pay payment pending percentage perform performance performed performing performs period
  permanent persist persistent person phase phone phrase pick picked picks ping pinned places plan platform please plus point pointing
  points policy poll polls pollution populated portion position positions positive possible possibly posts potential potentially practice
  precision prefer preference preferred presence preserve preserved preserving press pressed pressing prevent preventing prevents preview
  previously price primary primitive prints prior priority probably problem problematic problems proceed processed processes processing
  produce produces product products progress projects prompt proof proper properly protect protection prototype provide provided provides
  providing published pulls pure purpose purposes pushed pushes puts question quick quickly quote quotes race ran random range rare rate
  rather ratio reach reached reaches reading ready real really reasonable reasons rebuild received receives recent recently recognized
  recommended reconciliation recording records red reduce redundant refer references reflects refreshed refreshing regardless registered
  registration regular rejected rejection rejects related relation relations relationship relationships relative released releases
  relevant reliable relies rely relying remain remainder remaining remains remember remembered removal removed removing rename renamed
  rendered repeated replaced replacement replacing report reported reporting reports represent representation represented representing
  represents requested requesting requirements reserved resolution respective respond responses responsible restore restricted resulting
  retain retire retired retrieve retrieved returned returning reveal reverse rich rights risk room rooms rotation rounded safari safely
  safety sales satisfied satisfy saved saves saving scale scenario schedule scheduled scheme school screen scroll searching secondary
  sections seeing seen segment selected selection sending sends sense sent separate separately separation sequence series served servers
  serves serving sets settle settled several shape share sharing sheet shell shift ship shipping shop shops shortcut showing shows
  shutdown sibling siblings side signal signals significant significantly signs silently similar simpler simply singular sits sizes
  skipped skipping slash slightly slot slow slug small soft software solution somehow someone something sometimes somewhere soon sorted
  sorting sorts sources space spaces special specific specifically speed spent splits splitting spread stable stale starter starting
  starts states statistics stats stay stays stops stored storing straight strategies strategy streams street strictly stripped stripping
  structural structure stuck student students styles submission submitted subscriber subscribers subscription subsequent succeed succeeded
  succeeds successful successfully sufficient suggestion suitable suite sum summary supplied supplier suppliers supply support supports
  supposed sure surface surfaced surrounding survive survives swap sweep switched switching symbols synthetic systems tables tabs tail
  taking targeting targets tasks teacher team tell tells temporary tenants term terminal terms tested theme therefore thing things think
  though thousands threshold throwing thrown throws thus tick tickets tied tiny toast tools topic touch toward traces tracing tracked
  tracking trailing transactions transfer transformation transformed transition translate translated translates translation treat treated
  treatment treats tree tried tries trigger triggered triggers trust trusted truth trying tuning turn turned turns twice typical typically
  typing unavailable underlying understand undo unexpected units unlike unlock unnecessary unrelated untouched updates upgrade uploaded
  upon upper us useful usually utility various vector vendor vendors versa vertical vice viewing violation virtual visibility visit
  visitor visitors waiting waits walk walking walks want wanted wants warehouse warnings wasn way ways website weekend weird welcome went
  whenever whichever white wide width windows wipe work working works world worry worth wouldn wrapped wrapper wrapping wraps writer
  writes writing written wrong zero
`;

export const everydayWords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
