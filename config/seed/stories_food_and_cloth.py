"""Story texts of the seeded foods and cloths, English and Hindi; the facts are common knowledge of each."""

from config.seed.cast import Story

LAKADONG = {
    "en": Story(
        title="The gold of the Jaintia Hills",
        community="Smallholders of the villages around Lakadong",
        technique="Rain-fed on hill slopes, lifted by hand, sliced thin and dried in the sun before milling",
        materials="Lakadong turmeric rhizomes, nothing added",
        time_to_make="Ten months in the field, a week of drying",
        heritage="Families keep their own seed rhizomes from year to year; the winter harvest pays "
        "for the children's school.",
        distinctive_quality="Known for a curcumin content far above that of common turmeric, and for its deep colour "
        "and warm smell.",
        care="Keep dry, dark and closed; best within twelve months.",
        local_names=("Shynrai Lakadong",),
    ),
    "hi": Story(
        title="जयंतिया पहाड़ियों का सोना",
        community="लाकाडोंग के आसपास के गाँवों के छोटे किसान",
        technique="पहाड़ी ढलानों पर वर्षा से उगाई, हाथ से खोदी, पतली काटकर पिसाई से पहले धूप में सुखाई",
        materials="लाकाडोंग हल्दी की गाँठें, और कुछ नहीं",
        time_to_make="खेत में दस महीने, सुखाने में एक सप्ताह",
        heritage="परिवार अपने बीज की गाँठें हर साल बचाकर रखते हैं; दिसंबर से फ़रवरी की फ़सल से बच्चों की पढ़ाई चलती है।",
        distinctive_quality="साधारण हल्दी से कहीं अधिक करक्यूमिन, गहरे रंग और गरम सुगंध के लिए प्रसिद्ध।",
        care="सूखी, अँधेरी जगह में बंद रखें; बारह महीने के भीतर उपयोग करें।",
        local_names=("शिनराई लाकाडोंग",),
    ),
}
KOTA_DORIA = {
    "en": Story(
        title="A cloth of little squares",
        community="Weavers of Kaithoon, near Kota",
        technique="Woven on a pit loom; cotton and silk threads are set in turn so that small squares (khat) appear",
        materials="Fine cotton and mulberry silk, zari border",
        time_to_make="Twelve days on the loom",
        heritage="Weavers settled near Kota in the seventeenth century; their cloth was first worn as turbans.",
        distinctive_quality="Each khat is fourteen threads wide: the cloth is light enough for the heat of Rajasthan "
        "and yet holds its shape.",
        care="Dry-clean or wash by hand in cold water; dry in the shade.",
        local_names=("Masuria",),
    ),
    "hi": Story(
        title="छोटे चौकोरों का कपड़ा",
        community="कोटा के पास कैथून के बुनकर",
        technique="गड्ढा करघे पर बुनाई; सूत और रेशम के धागे बारी-बारी से लगते हैं, जिससे छोटे चौकोर (खत) बनते हैं",
        materials="महीन सूत और शहतूती रेशम, ज़री की किनारी",
        time_to_make="करघे पर बारह दिन",
        heritage="बुनकर सत्रहवीं सदी में कोटा के पास बसे; उनका कपड़ा पहले पगड़ियों में काम आता था।",
        distinctive_quality="हर खत चौदह धागों का होता है: कपड़ा राजस्थान की गर्मी के लिए हल्का है और फिर भी सधा रहता है।",
        care="ड्राई-क्लीन करें या ठंडे पानी में हाथ से धोएँ; छाया में सुखाएँ।",
        local_names=("मसूरिया",),
    ),
}
