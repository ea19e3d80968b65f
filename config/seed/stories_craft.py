"""Story texts of the seeded crafts, English and Hindi; the facts are common knowledge of each craft."""

from config.seed.cast import Story

MADHUBANI = {
    "en": Story(
        title="Walls that learned to travel",
        community="Women of Mithila, in the villages around Madhubani town",
        technique="Double outline drawn with a bamboo nib, then filled with fine hatching and flat colour",
        materials="Handmade paper washed with cow dung, soot black, turmeric, indigo and flower colours",
        time_to_make="Six to eight days for a sheet of this size",
        heritage="For generations the women of Mithila painted the walls and floors of their houses for weddings and "
        "festivals. In the drought of the 1960s they were asked to paint on paper, and the art began to feed families.",
        distinctive_quality="No space is left empty: every figure is held in a double line and the ground is filled "
        "with flowers, fish and birds that each carry a wish.",
        care="Frame under glass, away from direct sun and damp.",
        local_names=("Mithila painting", "Madhubani chitrakala"),
    ),
    "hi": Story(
        title="दीवारों से कागज़ तक",
        community="मधुबनी के आसपास के गाँवों की मिथिला की महिलाएँ",
        technique="बाँस की कलम से दोहरी रेखा, फिर बारीक धारियों और सपाट रंगों की भराई",
        materials="गोबर से पोता हुआ हाथ का कागज़, काजल, हल्दी, नील और फूलों के रंग",
        time_to_make="इस आकार के एक चित्र में छह से आठ दिन",
        heritage="पीढ़ियों से मिथिला की महिलाएँ विवाह और त्योहारों पर घर की दीवारें और आँगन चित्रित करती रहीं। "
        "1960 के दशक के सूखे में उनसे कागज़ पर चित्र बनाने को कहा गया, और यह कला परिवारों का सहारा बनी।",
        distinctive_quality="कोई जगह खाली नहीं रहती: हर आकृति दोहरी रेखा में बँधी है और धरातल फूल, मछली और "
        "पक्षियों से भरा है, जिनमें से हर एक एक शुभकामना है।",
        care="काँच के फ्रेम में, सीधी धूप और नमी से दूर रखें।",
        local_names=("मिथिला चित्रकला", "मधुबनी चित्रकला"),
    ),
}
BLUE_POTTERY = {
    "en": Story(
        title="Clay without clay",
        community="Potters of Jaipur",
        technique="Moulded by hand from quartz dough, painted with oxides, glazed and fired once",
        materials="Powdered quartz and glass, fuller's earth, borax, gum; cobalt and copper oxides",
        time_to_make="Ten days, most of them drying",
        heritage="The craft came to Jaipur with Persian and Mughal glazes and was nearly lost; a revival in the "
        "twentieth century brought its blue back.",
        distinctive_quality="The body holds no clay, so it does not shrink, and it is fired only once at low heat: "
        "every plate keeps the hand's small unevenness.",
        care="Wipe with a soft damp cloth. For display and dry food; not for the oven.",
        local_names=("Neeli mitti",),
    ),
    "hi": Story(
        title="बिना मिट्टी की मिट्टी",
        community="जयपुर के कुम्हार",
        technique="क्वार्ट्ज़ के गूँथे मसाले को हाथ से साँचे में ढालना, ऑक्साइड से चित्रण, चमक चढ़ाकर एक बार पकाना",
        materials="पिसा क्वार्ट्ज़ और काँच, मुल्तानी मिट्टी, सुहागा, गोंद; कोबाल्ट और ताँबे के ऑक्साइड",
        time_to_make="दस दिन, जिनमें अधिकतर सूखने के",
        heritage="यह शिल्प फ़ारसी और मुग़ल चमक के साथ जयपुर आया और लगभग लुप्त हो गया था; बीसवीं सदी में इसका नीला रंग फिर लौटा।",
        distinctive_quality="इसमें मिट्टी नहीं होती, इसलिए यह सिकुड़ता नहीं, और केवल एक बार धीमी आँच पर पकता है।",
        care="मुलायम गीले कपड़े से पोंछें। सजावट और सूखे खाद्य के लिए; ओवन में न रखें।",
        local_names=("नीली मिट्टी",),
    ),
}
TOYS = {
    "en": Story(
        title="Colours you may chew on",
        community="Lacquer turners of Channapatna, the town of toys",
        technique="Turned on a lathe; coloured lac is pressed on while the wood spins and polished with a palm leaf",
        materials="Ivory wood (hale mara), natural lac, colours from turmeric, indigo and kumkum",
        time_to_make="Half a day for a set of three",
        heritage="The turners trace their craft to the time of Tipu Sultan, who brought artisans from Persia to teach "
        "lacquered woodwork.",
        distinctive_quality="Friction melts the lac into the wood: no brush, no solvent, no sharp edge.",
        care="Wipe with a dry cloth; keep out of water.",
        local_names=("Channapattana gombegalu",),
    ),
    "hi": Story(
        title="बच्चों के लिए सुरक्षित रंग",
        community="खिलौनों के नगर चन्नपटना के लाख-खराद कारीगर",
        technique="खराद पर घुमाई लकड़ी पर रंगी हुई लाख दबाकर चढ़ाई जाती है और ताड़ के पत्ते से चमकाई जाती है",
        materials="आले मर की लकड़ी, प्राकृतिक लाख, हल्दी, नील और कुमकुम के रंग",
        time_to_make="तीन के एक सेट में आधा दिन",
        heritage="कारीगर इस शिल्प को टीपू सुल्तान के समय से जोड़ते हैं, जिन्होंने फ़ारस से शिल्पियों को बुलाया था।",
        distinctive_quality="रगड़ की गर्मी से लाख लकड़ी में समा जाती है: न ब्रश, न रसायन, न नुकीला किनारा।",
        care="सूखे कपड़े से पोंछें; पानी से बचाएँ।",
        local_names=("चन्नपट्टण गोम्बे",),
    ),
}
